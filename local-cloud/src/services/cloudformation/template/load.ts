import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { validationError } from '../errors.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_BYTES_BY_URL = 1_048_576;

interface Source {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

/**
 * The text of the template a request names.
 *
 * @param previous the stack's present template
 * @throws AwsError ValidationError where there is none, or more than one, or S3 does not have it
 */
export async function templateText(
  { TemplateBody, TemplateURL, UsePreviousTemplate }: Source,
  context: OperationContext,
  previous?: string,
): Promise<string> {
  const given = [TemplateBody, TemplateURL, UsePreviousTemplate || undefined];
  const count = given.filter((source) => source !== undefined).length;
  if (count > 1) {
    throw validationError(
      UsePreviousTemplate
        ? 'UsePreviousTemplate cannot be true when a template is specified'
        : 'Only one of Template URL or Template Body may be specified.',
    );
  }
  if (TemplateBody !== undefined) return TemplateBody;
  if (TemplateURL !== undefined) return fromS3(TemplateURL, context);
  if (UsePreviousTemplate && previous !== undefined) return previous;
  throw validationError('Either Template URL or Template Body must be specified.');
}

async function fromS3(url: string, context: OperationContext): Promise<string> {
  const place = s3Place(url);
  if (!place) {
    const s3 = /^s3:\/\/([^/]*)/.exec(url);
    throw validationError(
      s3
        ? `S3 error: Domain name specified in ${s3[1]} is not a valid S3 domain`
        : 'TemplateURL must be a supported URL.',
    );
  }
  const { readObject } = await import('../../s3/read-object.ts');
  let bytes: Buffer;
  try {
    bytes = await readObject(place, context);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
  if (bytes.length > MAX_BYTES_BY_URL) {
    throw validationError(`Template may not exceed ${MAX_BYTES_BY_URL} bytes in size.`);
  }
  return bytes.toString('utf8');
}

/**
 * Bucket and key of an S3 URL, path style or virtual-hosted. Tools build it with the name AWS has for S3 whatever
 * endpoint they talk to, so every such host means the S3 of this cloud; so does an address of this machine.
 */
function s3Place(url: string): { Bucket: string; Key: string; VersionId?: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname, searchParams } = new URL(url);
  const version = searchParams.get('versionId');
  const path = pathname.slice(1).split('/').map(decodeURIComponent);
  const host = hostname.match(
    /^(?:(.+)\.)?s3(?:[.-][a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|localhost(?:\.localstack\.cloud)?)$/,
  );
  const isLocal =
    /^(localhost|127\.[\d.]+|\[::1\]|localhost\.localstack\.cloud|host\.docker\.internal)$/.test(hostname);
  if (!host && !isLocal) return undefined;
  const Bucket = host?.[1] ?? path.shift() ?? '';
  const Key = path.join('/');
  if (Bucket === '' || Key === '') return undefined;
  return { Bucket, Key, VersionId: version ?? undefined };
}

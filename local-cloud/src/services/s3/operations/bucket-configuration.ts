import type { OperationContext } from '../../../protocols/operation.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import type { Bucket } from '../bucket.ts';
import { CONFIGURATIONS, type ConfigurationKind, tagsIn } from '../configuration.ts';
import { malformedXml, S3Error } from '../errors.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';
import { readDocument } from '../xml-body.ts';

type ConfigurationOperation<Output> = (input: BucketInput, context: OperationContext) => Output;

/** What a deleted configuration with an initial value leaves behind, as against one that was never set. */
const DELETED: XmlRecord = {};

/** Configuration kinds that S3 puts back to their initial value when they are deleted. */
const RESET_BY_DELETE: readonly ConfigurationKind[] = ['encryption'];

/** @throws AwsError MalformedXML and others (400) for a document S3 would not take */
export function setConfiguration(bucket: Bucket, kind: ConfigurationKind, document: XmlRecord): void {
  CONFIGURATIONS[kind].check?.(document);
  bucket.configuration.set(kind, document);
}

/** The bucket's own document, or the one every bucket begins with. */
export function configurationOf(bucket: Bucket, kind: ConfigurationKind): XmlRecord | undefined {
  const own = bucket.configuration.get(kind);
  return own === DELETED ? undefined : (own ?? CONFIGURATIONS[kind].initial);
}

export function removeConfiguration(bucket: Bucket, kind: ConfigurationKind): void {
  if (CONFIGURATIONS[kind].initial === undefined || RESET_BY_DELETE.includes(kind)) {
    bucket.configuration.delete(kind);
  } else {
    bucket.configuration.set(kind, DELETED);
  }
}

/**
 * The same as the operations below for callers that have no XML: sets the document, or removes what is there.
 *
 * @throws AwsError NoSuchBucket (404), MalformedXML and others (400)
 */
export function configureBucket(
  { Bucket, kind, document }: { Bucket: string; kind: ConfigurationKind; document: XmlRecord | undefined },
  context: OperationContext,
): void {
  const bucket = requireBucket(Bucket, context);
  if (document) setConfiguration(bucket, kind, document);
  else removeConfiguration(bucket, kind);
}

/** PutBucketCors and its like: the document in the body becomes the bucket's. */
export function putConfiguration(
  kind: ConfigurationKind,
  headers: S3Output['headers'] = {},
): ConfigurationOperation<Promise<S3Output>> {
  return async (input, context) => {
    const bucket = requireBucket(input.Bucket, context);
    const document = await readDocument(context, CONFIGURATIONS[kind].root);
    if (!document) throw malformedXml();
    CONFIGURATIONS[kind].checkRequest?.(document);
    setConfiguration(bucket, kind, document);
    // No tags are no document.
    if (kind === 'tagging' && tagsIn(document).length === 0) removeConfiguration(bucket, kind);
    return { headers };
  };
}

/** GetBucketCors and its like. */
export function getConfiguration(
  kind: ConfigurationKind,
  headers: S3Output['headers'] = {},
): ConfigurationOperation<S3Output> {
  return (input, context) => {
    const document = configurationOf(requireBucket(input.Bucket, context), kind);
    const { root, missing, silent } = CONFIGURATIONS[kind];
    if (document) return { headers, document: { root, content: { ...silent, ...document } } };
    throw new S3Error(missing!.code, missing!.message, {
      status: 404,
      members: { BucketName: input.Bucket },
    });
  };
}

/** DeleteBucketCors and its like. */
export function deleteConfiguration(kind: ConfigurationKind): ConfigurationOperation<undefined> {
  return (input, context) => {
    removeConfiguration(requireBucket(input.Bucket, context), kind);
    return undefined;
  };
}

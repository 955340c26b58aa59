import { AwsError } from '../../core/aws-error.ts';

/** An S3 error; unlike other services', some come with headers of their own. */
export class S3Error extends AwsError {
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(code, message, options);
    this.headers = options.headers ?? {};
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const make =
  (code: string, status: number, text: string) =>
  (members: Record<string, unknown> = {}, message = text): S3Error =>
    new S3Error(code, message, { status, members });

export const noSuchBucket = (BucketName: string): S3Error =>
  make('NoSuchBucket', 404, 'The specified bucket does not exist')({ BucketName });

/** What a bucket has no configuration of. */
export const notConfigured = (code: string, message: string, BucketName: string): S3Error =>
  make(code, 404, message)({ BucketName });

export const noSuchKey = (Key: string, headers: Record<string, string> = {}): S3Error =>
  new S3Error('NoSuchKey', 'The specified key does not exist.', { status: 404, members: { Key }, headers });

export const noSuchVersion = (Key: string, VersionId: string): S3Error =>
  make('NoSuchVersion', 404, 'The specified version does not exist.')({ Key, VersionId });

export const noSuchUpload = (UploadId: string): S3Error =>
  make(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  )({ UploadId });

/** A request for a delete marker by its version id. */
export const methodNotAllowed = (
  Method: string,
  ResourceType: string,
  headers: Record<string, string> = {},
) =>
  new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    members: { Method, ResourceType },
    headers,
  });

export const invalidArgument = (message: string, ArgumentName?: string, ArgumentValue?: string): S3Error =>
  make('InvalidArgument', 400, message)({ ArgumentName, ArgumentValue });

export const invalidRequest = (message: string): S3Error => make('InvalidRequest', 400, message)();

export const accessDenied = (message = 'Access Denied', members: Record<string, unknown> = {}): S3Error =>
  make('AccessDenied', 403, message)(members);

export const preconditionFailed = (Condition: string): S3Error =>
  make(
    'PreconditionFailed',
    412,
    'At least one of the pre-conditions you specified did not hold',
  )({
    Condition,
  });

/** Only the status and the validators go out; there is no body. */
export const notModified = (headers: Record<string, string>): S3Error =>
  new S3Error('NotModified', 'Not Modified', { status: 304, headers });

export const malformedXml = make(
  'MalformedXML',
  400,
  'The XML you provided was not well-formed or did not validate against our published schema',
);

export const badDigest = make(
  'BadDigest',
  400,
  'The Content-MD5 you specified did not match what we received.',
);

export const invalidDigest = make('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.');

export const incompleteBody = make(
  'IncompleteBody',
  400,
  'You did not provide the number of bytes specified by the Content-Length HTTP header',
);

export const missingContentLength = make(
  'MissingContentLength',
  411,
  'You must provide the Content-Length HTTP header.',
);

/** A header of HTTP's that S3 doesn't go by, or not with this value. */
export const headerNotImplemented = (Header: string): S3Error =>
  make(
    'NotImplemented',
    501,
    'A header you provided implies functionality that is not implemented',
  )({ Header });

export const invalidTag = (message: string, members: { TagKey?: string; TagValue?: string } = {}): S3Error =>
  make('InvalidTag', 400, message)(members);

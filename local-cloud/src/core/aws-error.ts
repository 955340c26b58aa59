import { errorCode } from './error-code.ts';

/**
 * The one error a client may see. Services make them in their `errors.ts`; only the protocol codecs render them.
 *
 * `code` is the AWS error code as SDKs know it (`ResourceNotFoundException`), `status` the HTTP status, `fault` says
 * whose mistake it is (`client` renders as Sender, `server` as Receiver). `members` are the modelled extra members of
 * the error's shape, e.g. `{ Type: 'User' }` on Lambda errors or `{ Resource }` on S3 errors.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fault: 'client' | 'server';
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: {
      status?: number;
      fault?: 'client' | 'server';
      members?: Record<string, unknown>;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.fault = options.fault ?? (this.status >= 500 ? 'server' : 'client');
    this.members = options.members ?? {};
  }
}

/**
 * What AWS has and local-cloud lacks. 501 because SDKs retry 500, 502, 503 and 504 but not 501, so the caller sees the
 * message at once.
 */
export function notSupported(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is not supported by local-cloud.`, { status: 501 });
}

/** What keeps a folder from taking more, by the file system's code. */
const FULL: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOSPC', 'there is no space left on the disk'],
  ['EDQUOT', "the disk's quota is used up"],
  ['EROFS', 'the file system is read-only'],
]);

/** Whatever a handler threw, as something a codec can render; what was not foreseen keeps its cause for the log. */
export function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  const full = FULL.get(code);
  if (full) {
    const message = `local-cloud can't save this: ${full} (${code}). Make room, or start with --ephemeral.`;
    return new AwsError('InternalFailure', message, { status: 500 });
  }
  return new AwsError('InternalFailure', `local-cloud failed: ${detail}`, { status: 500, cause: error });
}

import { HttpError } from './http-error.ts';

/** Seconds after which a caller may try again: DynamoDB refills a table's capacity every second. */
const RETRY_AFTER_SECONDS = '1';

/**
 * Answers of DynamoDB that are worth another try, after the SDK has already tried again by itself:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const RETRYABLE_CODES = new Set([
  'InternalServerError',
  'InternalServerErrorException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeoutException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ThrottlingException',
]);

/** No answer at all: the SDK's own timeouts, and the codes Node gives to a connection that failed. */
const CONNECTION_CODES = new Set([
  'TimeoutError',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

interface SdkErrorShape {
  name?: string;
  code?: unknown;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

/**
 * Turns what the DynamoDB client threw into the answer to give: 413 for an item above 400 KB, 503 with
 * `Retry-After` where another try can succeed, 500 for everything else (a missing table, a denied action…).
 */
export function fromDynamoDbError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const { name = '', code, message = '', $metadata } = (error ?? {}) as SdkErrorShape;
  if (name === 'ValidationException' && /item size/i.test(message)) {
    return new HttpError(413, 'Item is above the 400 KB that DynamoDB stores, its id and names included', {
      cause: error,
    });
  }
  const status = $metadata?.httpStatusCode ?? 0;
  const connectionFailed =
    CONNECTION_CODES.has(name) || (typeof code === 'string' && CONNECTION_CODES.has(code));
  if (RETRYABLE_CODES.has(name) || connectionFailed || status >= 500 || status === 429) {
    return new HttpError(503, 'The database is busy or does not answer, try again', {
      cause: error,
      headers: { 'Retry-After': RETRY_AFTER_SECONDS },
    });
  }
  return new HttpError(500, 'Internal error', { cause: error });
}

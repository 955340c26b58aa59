import { isObject, parseJson } from './parse-result.ts';
import type { FunctionResult } from './types.ts';

export const HTTP_INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';

/**
 * Takes a streamed answer apart: JSON with status, headers and cookies, eight null bytes, the body. A stream
 * without that prelude is all body.
 * https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html
 * @returns undefined for an answer that was not streamed, or whose prelude is broken
 */
export function streamedResult(
  result: FunctionResult,
): { prelude: Record<string, unknown>; body: Buffer } | undefined {
  const { payload, streamedContentType } = result;
  if (streamedContentType === undefined) return undefined;
  if (streamedContentType !== HTTP_INTEGRATION_RESPONSE) {
    const prelude = { statusCode: 200, headers: { 'Content-Type': streamedContentType } };
    return { prelude, body: payload };
  }
  const end = payload.indexOf(Buffer.alloc(8));
  const prelude = end === -1 ? undefined : parseJson(payload.subarray(0, end));
  return isObject(prelude)
    ? { prelude: { statusCode: 200, ...prelude }, body: payload.subarray(end + 8) }
    : undefined;
}

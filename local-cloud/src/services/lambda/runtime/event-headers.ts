import type { FunctionSpec, Invocation } from './types.ts';

/**
 * The headers of an event, as a flat list of names and values.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next
 */
export function eventHeaders(spec: FunctionSpec, invocation: Invocation): string[] {
  const headers = [
    'Lambda-Runtime-Aws-Request-Id',
    invocation.requestId,
    'Lambda-Runtime-Deadline-Ms',
    String(Date.now() + spec.timeout * 1000),
    'Lambda-Runtime-Invoked-Function-Arn',
    invocation.invokedFunctionArn ?? spec.invokedFunctionArn,
    'Lambda-Runtime-Trace-Id',
    invocation.traceId,
  ];
  if (invocation.clientContext !== undefined) {
    // A header is Latin-1, the context any JSON: escapes carry the rest.
    headers.push('Lambda-Runtime-Client-Context', escapeNonAscii(invocation.clientContext));
  }
  return headers;
}

function escapeNonAscii(json: string): string {
  return json
    .replace(/[\r\n\t]/g, ' ')
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

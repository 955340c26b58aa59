import type { FunctionAnswer } from './target.ts';

/**
 * What the operator is told of an answer that the client gets an error for.
 *
 * @param refused why the answer could not be sent
 * @returns undefined where the function's answer was sent
 */
export function failureText(
  { functionError, payload, log }: FunctionAnswer,
  refused: string | undefined,
): string | undefined {
  if (functionError === undefined && refused === undefined) return undefined;
  const text = payload.toString('utf8').slice(0, 1000);
  if (functionError !== undefined) return text;
  return `${log.functionName} answered what is no HTTP response: ${refused}.\nIt was: ${text}`;
}

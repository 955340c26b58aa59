import { createHash } from 'node:crypto';
import { AwsError } from '../../../core/aws-error.ts';
import type { FunctionRecord } from '../types.ts';

/** Lambda stops a loop about here. */
const MAX_INVOCATIONS = 16;

/**
 * Counts in a trace header how often each function of a chain of invocations came in. SDKs in functions send the header on, so
 * that a loop shows.
 *
 * @returns the header for this invocation
 * @throws AwsError RecursiveInvocationException (400) for a loop, unless the function allows loops
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function withLineage(traceId: string, { arn, recursiveLoop }: FunctionRecord): string {
  const own = createHash('sha256').update(arn).digest('hex').slice(0, 8);
  const fields = traceId.split(';').filter((field) => field !== '' && !field.startsWith('Lineage='));
  const counts = countsIn(traceId);
  const count = (counts.get(own) ?? -1) + 1;
  if (count > MAX_INVOCATIONS && recursiveLoop !== 'Allow') {
    throw new AwsError(
      'RecursiveInvocationException',
      "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.",
      { members: { Type: 'User' } },
    );
  }
  counts.set(own, count);
  const lineage = [...counts].map(([hash, times]) => `1:${hash}:${times}`).join('|');
  return [...fields, `Lineage=${lineage}`].join(';');
}

function countsIn(traceId: string): Map<string, number> {
  const [, lineage = ''] = /(?:^|;)Lineage=([^;]*)/.exec(traceId) ?? [];
  const entries = [...lineage.matchAll(/(?:^|\|)1:([0-9a-f]{8}):(\d+)/g)];
  return new Map(entries.map(([, hash = '', times]) => [hash, Number(times)]));
}

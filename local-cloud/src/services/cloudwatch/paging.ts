import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../core/aws-error.ts';

/**
 * As many datapoints as a page may have, counted over all results in their order; the token says how many have gone before.
 * A result that goes on is PartialData; one that was told whole is not repeated.
 *
 * @throws AwsError InvalidNextToken
 */
export function pageOfResults(
  results: readonly MetricDataResult[],
  limit: number,
  token = '0',
): { MetricDataResults: MetricDataResult[]; NextToken?: string } {
  const first = Number(token);
  const total = results.reduce((sum, { Values }) => sum + (Values?.length ?? 0), 0);
  if (!/^\d+$/.test(token) || first > total) {
    throw new AwsError('InvalidNextToken', 'The next token is invalid.');
  }
  const last = first + Math.max(1, limit);
  let before = 0;
  const MetricDataResults = results.flatMap((result): MetricDataResult[] => {
    const { Timestamps = [], Values = [] } = result;
    const [from, to] = [first - before, last - before];
    const begun = before >= first && (before < last || last >= total);
    before += Values.length;
    if (Values.length === 0 ? !begun : from >= Values.length || to <= 0) return [];
    const part = (values: never[]) => values.slice(Math.max(0, from), to);
    return [
      {
        ...result,
        Timestamps: part(Timestamps as never[]),
        Values: part(Values as never[]),
        StatusCode: Values.length > 0 && to < Values.length ? 'PartialData' : 'Complete',
      },
    ];
  });
  return { MetricDataResults, ...(last < total && { NextToken: String(last) }) };
}

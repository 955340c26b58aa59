import type { ListMetricsCommandOutput, ListMetricsInput } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from '../errors.ts';
import { modelled } from '../input.ts';
import { type Metric, metricStore } from '../store.ts';

type Output = Omit<ListMetricsCommandOutput, '$metadata'>;

const PAGE = 500;
const HOUR = 3_600_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = modelled<ListMetricsInput, Output>('ListMetrics', (input, context) => {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken, OwningAccount } = input;
  const first = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(first) || first < 0) throw invalidValue('Invalid nextToken');
  // Metrics that nothing was recorded of for two weeks are no longer listed.
  const since = Date.now() - (RecentlyActive ? 3 : 14 * 24) * HOUR;
  const found = [...metricStore(context).all()].filter(
    ({ id, lastSeen }) =>
      (Namespace === undefined || id.namespace === Namespace) &&
      (MetricName === undefined || id.name === MetricName) &&
      Dimensions.every(({ Name, Value }) => has(id.dimensions, Name, Value)) &&
      (OwningAccount === undefined || OwningAccount === context.accountId) &&
      lastSeen >= since,
  );
  const page = found.slice(first, first + PAGE);
  return {
    Metrics: page.map(describe),
    ...(input.IncludeLinkedAccounts && { OwningAccounts: page.map(() => context.accountId) }),
    ...(first + PAGE < found.length && { NextToken: String(first + PAGE) }),
  };
});

const has = (dimensions: Metric['id']['dimensions'], name: string, value: string | undefined): boolean =>
  dimensions.some((one) => one.Name === name && (value === undefined || one.Value === value));

const describe = ({ id }: Metric) => ({
  Namespace: id.namespace,
  MetricName: id.name,
  Dimensions: [...id.dimensions],
});

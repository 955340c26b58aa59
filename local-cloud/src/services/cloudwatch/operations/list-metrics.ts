import type { ListMetricsCommandOutput, ListMetricsInput } from '@aws-sdk/client-cloudwatch';
import { pageFrom } from '../../../core/paging.ts';
import { invalidValue } from '../errors.ts';
import { modelled } from '../input.ts';
import { type Metric, metricStore } from '../store.ts';

type Output = Omit<ListMetricsCommandOutput, '$metadata'>;

const PAGE = 500;
const HOUR = 3_600_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = modelled<ListMetricsInput, Output>('ListMetrics', (input, context) => {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken, OwningAccount } = input;
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
  const { items, next } = pageFrom(found, { token: NextToken, size: PAGE }, () =>
    invalidValue('Invalid nextToken'),
  );
  return {
    Metrics: items.map(describe),
    ...(input.IncludeLinkedAccounts && { OwningAccounts: items.map(() => context.accountId) }),
    ...(next !== undefined && { NextToken: next }),
  };
});

const has = (dimensions: Metric['id']['dimensions'], name: string, value: string | undefined): boolean =>
  dimensions.some((one) => one.Name === name && (value === undefined || one.Value === value));

const describe = ({ id }: Metric) => ({
  Namespace: id.namespace,
  MetricName: id.name,
  Dimensions: [...id.dimensions],
});

import type { ListMetricsCommandOutput } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { invalidValue } from '../errors.ts';
import { boolean, list, metricName, namespace, read } from '../input.ts';
import { type Metric, metricStore } from '../store.ts';

type Output = Omit<ListMetricsCommandOutput, '$metadata'>;

const Filter = z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024).optional() });

const Input = z.object({
  Namespace: namespace.optional(),
  MetricName: metricName.optional(),
  Dimensions: list(Filter).pipe(z.array(Filter).max(10)).default([]),
  NextToken: z.string().optional(),
  RecentlyActive: z.enum(['PT3H']).optional(),
  IncludeLinkedAccounts: boolean.optional(),
  OwningAccount: z.string().optional(),
});

const PAGE = 500;
const HOUR = 3_600_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics(input: unknown, context: OperationContext): Output {
  const request = read(Input, input);
  const { Namespace, MetricName, Dimensions, RecentlyActive, NextToken, OwningAccount } = request;
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
    ...(request.IncludeLinkedAccounts && { OwningAccounts: page.map(() => context.accountId) }),
    ...(first + PAGE < found.length && { NextToken: String(first + PAGE) }),
  };
}

const has = (dimensions: Metric['id']['dimensions'], name: string, value: string | undefined): boolean =>
  dimensions.some((one) => one.Name === name && (value === undefined || one.Value === value));

const describe = ({ id }: Metric) => ({
  Namespace: id.namespace,
  MetricName: id.name,
  Dimensions: [...id.dimensions],
});

import type { DescribeEndpointsCommandOutput } from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';

type Output = Omit<DescribeEndpointsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const describeEndpoints = modelled<unknown, Output>('DescribeEndpoints', (_input, { cloud }) => {
  return { Endpoints: [{ Address: new URL(cloud.endpoint).host, CachePeriodInMinutes: 1440 }] };
});

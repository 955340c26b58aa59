import type { DescribeEndpointsCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../../protocols/operation.ts';

type Output = Omit<DescribeEndpointsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export function describeEndpoints(_input: unknown, { cloud }: OperationContext): Output {
  return { Endpoints: [{ Address: new URL(cloud.endpoint).host, CachePeriodInMinutes: 1440 }] };
}

import type { DescribeLimitsCommandInput, DescribeLimitsCommandOutput } from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';

type Output = Omit<DescribeLimitsCommandOutput, '$metadata'>;

/**
 * The quotas that an account starts with.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html
 */
export const describeLimits = modelled<DescribeLimitsCommandInput, Output>('DescribeLimits', () => ({
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
}));

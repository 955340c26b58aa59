import { AwsError } from '../../../core/aws-error.ts';
import type { ResourceContext } from '../../../resources/resource-type.ts';
import {
  deleteProvisionedConcurrencyConfig,
  getProvisionedConcurrencyConfig,
  provisionedConcurrencySettled,
  putProvisionedConcurrencyConfig,
} from '../operations/provisioned-concurrency.ts';

export interface ProvisionedConcurrencyConfig {
  readonly ProvisionedConcurrentExecutions: number;
}

interface Declared {
  readonly ProvisionedConcurrencyConfig?: ProvisionedConcurrencyConfig;
}

/**
 * Gives a version or alias the provisioned concurrency that a template declares, or none, and waits until it is there: the
 * resource is stable then.
 */
export async function provide(
  target: { readonly FunctionName: string; readonly Qualifier: string },
  { ProvisionedConcurrencyConfig }: Declared,
  context: ResourceContext,
): Promise<void> {
  if (!ProvisionedConcurrencyConfig) return deleteProvisionedConcurrencyConfig(target, context);
  putProvisionedConcurrencyConfig({ ...target, ...ProvisionedConcurrencyConfig }, context);
  await provisionedConcurrencySettled(target, context);
  const { Status, StatusReason } = getProvisionedConcurrencyConfig(target, context);
  if (Status === 'READY') return;
  throw new AwsError(
    'NotStabilized',
    `Provisioned Concurrency configuration failed to be applied. Reason: ${StatusReason}`,
  );
}

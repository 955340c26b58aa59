import type {
  DeleteProvisionedConcurrencyConfigRequest,
  GetProvisionedConcurrencyConfigCommandOutput,
  GetProvisionedConcurrencyConfigRequest,
  ListProvisionedConcurrencyConfigsRequest,
  ListProvisionedConcurrencyConfigsResponse,
  PutProvisionedConcurrencyConfigRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../../protocols/operation.ts';
import {
  functionNotFound,
  invalidParameter,
  provisionedConcurrencyNotFound,
  resourceConflict,
  resourceNotFound,
} from '../errors.ts';
import { findFunction, functionArn, locate, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';
import { MINIMUM_UNRESERVED, provisionedOf, unreserved } from '../invocation/concurrency-limits.ts';
import { ProvisionedEnvironments } from '../invocation/provisioned-environments.ts';
import { pageOf } from '../paging.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

type Description = Omit<GetProvisionedConcurrencyConfigCommandOutput, '$metadata'>;

interface Named {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const putProvisionedConcurrencyConfig = modelled<PutProvisionedConcurrencyConfigRequest, Description>(
  'PutProvisionedConcurrencyConfig',
  (input, context) => {
    const { record, qualifier } = find(
      input,
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
      context,
    );
    checkTarget(record, qualifier);
    checkRoom(record, qualifier, input.ProvisionedConcurrentExecutions, context);
    const config = record.provisioned.get(qualifier) ?? new ProvisionedEnvironments(record, context);
    record.provisioned.set(qualifier, config);
    config.provide(resolveQualifier(record, qualifier).version, input.ProvisionedConcurrentExecutions);
    return config.describe();
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const getProvisionedConcurrencyConfig = modelled<GetProvisionedConcurrencyConfigRequest, Description>(
  'GetProvisionedConcurrencyConfig',
  (input, context) => {
    const { record, qualifier } = find(input, UNSUITABLE, context);
    const config = record.provisioned.get(qualifier);
    if (!config) throw provisionedConcurrencyNotFound();
    return config.describe();
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
export const deleteProvisionedConcurrencyConfig = modelled<DeleteProvisionedConcurrencyConfigRequest, void>(
  'DeleteProvisionedConcurrencyConfig',
  (input, context) => {
    const { record, qualifier } = find(input, UNSUITABLE, context);
    removeProvisioned(record, qualifier);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const listProvisionedConcurrencyConfigs = modelled<
  ListProvisionedConcurrencyConfigsRequest,
  ListProvisionedConcurrencyConfigsResponse
>('ListProvisionedConcurrencyConfigs', (input, context) => {
  const { record } = findFunction(input.FunctionName, undefined, context);
  const { items, NextMarker } = pageOf([...record.provisioned], input);
  return {
    ProvisionedConcurrencyConfigs: items.map(([qualifier, config]) => ({
      FunctionArn: `${record.arn}:${qualifier}`,
      ...config.describe(),
    })),
    NextMarker,
  };
});

/** Resolves once the Status of what was put last is no longer IN_PROGRESS. */
export async function provisionedConcurrencySettled(input: Named, context: OperationContext): Promise<void> {
  const { record, qualifier } = find(input, UNSUITABLE, context);
  await record.provisioned.get(qualifier)?.settled();
}

/** Ends what an alias or version keeps initialised. Nothing to end is fine. */
export function removeProvisioned(record: FunctionRecord, qualifier: string): void {
  record.provisioned.get(qualifier)?.end();
  record.provisioned.delete(qualifier);
}

const UNSUITABLE = 'The function resource provided must be an alias or a published version.';

/** @param refusal said of $LATEST */
function find(request: Named, refusal: string, context: OperationContext) {
  const { name, qualifier = '' } = locate(request.FunctionName, request.Qualifier, context);
  if (qualifier === '$LATEST') throw invalidParameter(refusal);
  const record = lambdaStore(context).functions.get(name);
  const known = record?.aliases.has(qualifier) || record?.versions.has(qualifier);
  if (record && known) return { record, qualifier };
  const arn = functionArn(context, name, qualifier);
  throw /^\d+$/.test(qualifier) ? functionNotFound(arn) : resourceNotFound(`Cannot find alias arn: ${arn}`);
}

/** An alias and the version that it points to can't both have one. */
function checkTarget(record: FunctionRecord, qualifier: string): void {
  const alias = record.aliases.get(qualifier);
  if (alias) {
    if (Object.keys(alias.weights ?? {}).length > 0) {
      throw invalidParameter('Invalid alias configuration for Provisioned Concurrency');
    }
    if (record.provisioned.has(alias.functionVersion)) {
      throw resourceConflict(
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
      );
    }
    return;
  }
  const isPointedTo = [...record.provisioned.keys()].some(
    (other) => record.aliases.get(other)?.functionVersion === qualifier,
  );
  if (isPointedTo) throw resourceConflict('Version is pointed by a Provisioned Concurrency alias');
}

function checkRoom(
  record: FunctionRecord,
  qualifier: string,
  wanted: number,
  context: OperationContext,
): void {
  const total = provisionedOf(record, qualifier) + wanted;
  if (record.reservedConcurrency !== undefined) {
    if (total <= record.reservedConcurrency) return;
    throw invalidParameter(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
  }
  const left = unreserved(context, record);
  if (total > left) {
    throw invalidParameter(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${left}].`,
    );
  }
  if (left - total < MINIMUM_UNRESERVED) {
    throw invalidParameter(
      "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value " +
        `of [${MINIMUM_UNRESERVED}].`,
    );
  }
}

import type {
  AliasConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import {
  functionNotFound,
  invalidParameter,
  preconditionFailed,
  resourceConflict,
  resourceNotFound,
} from '../errors.ts';
import { findFunction, versionOf } from '../function-name.ts';
import { removeUrl } from '../function-url/urls.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Alias, FunctionRecord } from '../types.ts';
import { removeProvisioned } from './provisioned-concurrency.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias = modelled<CreateAliasRequest, AliasConfiguration>(
  'CreateAlias',
  (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    if (record.aliases.has(input.Name)) {
      throw resourceConflict(`Alias already exists: ${record.arn}:${input.Name}`);
    }
    const alias: Alias = {
      name: input.Name,
      functionVersion: input.FunctionVersion,
      description: input.Description ?? '',
      revisionId: uuid(),
      weights: input.RoutingConfig?.AdditionalVersionWeights,
    };
    return save(record, alias);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias = modelled<GetAliasRequest, AliasConfiguration>('GetAlias', (input, context) => {
  const { record, alias } = find(input, context);
  return answer(record, alias);
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias = modelled<UpdateAliasRequest, AliasConfiguration>(
  'UpdateAlias',
  (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    const alias = record.aliases.get(input.Name);
    if (!alias) throw resourceNotFound(`Alias not found: ${record.arn}:${input.Name}`);
    if (input.RevisionId && input.RevisionId !== alias.revisionId) throw preconditionFailed();
    return save(record, {
      name: alias.name,
      functionVersion: input.FunctionVersion ?? alias.functionVersion,
      description: input.Description ?? alias.description,
      revisionId: uuid(),
      weights: input.RoutingConfig ? input.RoutingConfig.AdditionalVersionWeights : alias.weights,
    });
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const deleteAlias = modelled<DeleteAliasRequest, Promise<void>>(
  'DeleteAlias',
  async (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    const url = record.urls.get(input.Name);
    record.aliases.delete(input.Name);
    record.policies.delete(input.Name);
    record.eventInvokeConfigs.delete(input.Name);
    removeProvisioned(record, input.Name);
    if (url) await removeUrl(record, url, context);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases = modelled<ListAliasesRequest, ListAliasesResponse>(
  'ListAliases',
  (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    const wanted = [...record.aliases.values()].filter(
      (alias) => input.FunctionVersion === undefined || alias.functionVersion === input.FunctionVersion,
    );
    const { items, NextMarker } = pageOf(wanted, input);
    return { Aliases: items.map((alias) => answer(record, alias)), NextMarker };
  },
);

function find(request: { FunctionName: string; Name: string }, context: OperationContext) {
  const { record } = findFunction(request.FunctionName, undefined, context);
  const alias = record.aliases.get(request.Name);
  if (!alias) throw resourceNotFound(`Cannot find alias arn: ${record.arn}:${request.Name}`);
  return { record, alias };
}

function save(record: FunctionRecord, alias: Alias): AliasConfiguration {
  checkTargets(record, alias);
  record.aliases.set(alias.name, alias);
  followAlias(record, alias);
  return answer(record, alias);
}

/** What an alias keeps initialised moves with it. */
function followAlias(record: FunctionRecord, { name, functionVersion }: Alias): void {
  const config = record.provisioned.get(name);
  const version = versionOf(record, functionVersion);
  if (config && version && !config.isFor(version)) config.provide(version, config.requested);
}

function checkTargets(record: FunctionRecord, { functionVersion, weights = {} }: Alias): void {
  const others = Object.keys(weights);
  if (others.length > 1) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  if (others.length > 0 && functionVersion === '$LATEST') {
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (others.includes(functionVersion)) {
    throw invalidParameter(
      `Invalid function version ${functionVersion}. Function version ${functionVersion} is already included in routing ` +
        'configuration.',
    );
  }
  for (const each of [functionVersion, ...others]) {
    if (!versionOf(record, each)) throw functionNotFound(`${record.arn}:${each}`);
  }
}

function answer(record: FunctionRecord, alias: Alias): AliasConfiguration {
  const weighted = Object.keys(alias.weights ?? {}).length > 0;
  return {
    AliasArn: `${record.arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    ...(weighted && { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    RevisionId: alias.revisionId,
  };
}

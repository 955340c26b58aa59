import type { AliasConfiguration, ListAliasesCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { uuid } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import {
  functionNotFound,
  invalidParameter,
  preconditionFailed,
  resourceConflict,
  resourceNotFound,
} from '../errors.ts';
import { findFunction, versionOf } from '../function-name.ts';
import { removeUrl } from '../function-url/urls.ts';
import { paginate } from '../paginate.ts';
import { aliasName, byFunction, description, paged, version } from '../schemas.ts';
import type { Alias, FunctionRecord } from '../types.ts';
import { removeProvisioned } from './provisioned-concurrency.ts';

const routing = z.object({
  AdditionalVersionWeights: z
    .record(z.string().regex(/^[0-9]+$/), z.coerce.number().min(0).max(1))
    .optional(),
});
const Named = z.object({ ...byFunction, Name: aliasName() });
const Create = Named.extend({
  FunctionVersion: version(),
  Description: description().optional(),
  RoutingConfig: routing.optional(),
});
const Update = Named.extend({
  FunctionVersion: version().optional(),
  Description: description().optional(),
  RoutingConfig: routing.optional(),
  RevisionId: z.string().optional(),
});
const List = z.object({ ...byFunction, ...paged(), FunctionVersion: version().optional() });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export function createAlias(input: unknown, context: OperationContext): AliasConfiguration {
  const request = checkInput(Create, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  if (record.aliases.has(request.Name)) {
    throw resourceConflict(`Alias already exists: ${record.arn}:${request.Name}`);
  }
  const alias: Alias = {
    name: request.Name,
    functionVersion: request.FunctionVersion,
    description: request.Description ?? '',
    revisionId: uuid(),
    weights: request.RoutingConfig?.AdditionalVersionWeights,
  };
  return save(record, alias);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export function getAlias(input: unknown, context: OperationContext): AliasConfiguration {
  const { record, alias } = find(checkInput(Named, input), context);
  return answer(record, alias);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export function updateAlias(input: unknown, context: OperationContext): AliasConfiguration {
  const request = checkInput(Update, input);
  const { record, alias } = find(request, context);
  if (request.RevisionId && request.RevisionId !== alias.revisionId) throw preconditionFailed();
  return save(record, {
    name: alias.name,
    functionVersion: request.FunctionVersion ?? alias.functionVersion,
    description: request.Description ?? alias.description,
    revisionId: uuid(),
    weights: request.RoutingConfig ? request.RoutingConfig.AdditionalVersionWeights : alias.weights,
  });
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export async function deleteAlias(input: unknown, context: OperationContext): Promise<void> {
  const request = checkInput(Named, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  const url = record.urls.get(request.Name);
  record.aliases.delete(request.Name);
  record.policies.delete(request.Name);
  record.eventInvokeConfigs.delete(request.Name);
  removeProvisioned(record, request.Name);
  if (url) await removeUrl(record, url, context);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export function listAliases(
  input: unknown,
  context: OperationContext,
): Omit<ListAliasesCommandOutput, '$metadata'> {
  const request = checkInput(List, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  const wanted = [...record.aliases.values()].filter(
    (alias) => request.FunctionVersion === undefined || alias.functionVersion === request.FunctionVersion,
  );
  const { page, NextMarker } = paginate(wanted, request);
  return { Aliases: page.map((alias) => answer(record, alias)), NextMarker };
}

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

import type { ListFunctionsCommandOutput, ListVersionsByFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { listedConfiguration } from '../configuration.ts';
import { findFunction } from '../function-name.ts';
import { paginate } from '../paginate.ts';
import { byFunction, paged } from '../schemas.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

const ListFunctions = z.object({ ...paged(), FunctionVersion: z.enum(['ALL']).optional() });
const ListVersions = z.object({ ...byFunction, ...paged() });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export function listFunctions(
  input: unknown,
  context: OperationContext,
): Omit<ListFunctionsCommandOutput, '$metadata'> {
  const request = checkInput(ListFunctions, input);
  const records = [...lambdaStore(context).functions.values()];
  const all =
    request.FunctionVersion === 'ALL'
      ? records.flatMap((record) => versionsOf(record, context))
      : records.map((record) => listedConfiguration(record, record.latest, context));
  const { page, NextMarker } = paginate(all, request);
  return { Functions: page, NextMarker };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export function listVersionsByFunction(
  input: unknown,
  context: OperationContext,
): Omit<ListVersionsByFunctionCommandOutput, '$metadata'> {
  const request = checkInput(ListVersions, input);
  const { record } = findFunction(request.FunctionName, undefined, context);
  const { page, NextMarker } = paginate(versionsOf(record, context), request);
  return { Versions: page, NextMarker };
}

const versionsOf = (record: FunctionRecord, context: OperationContext) =>
  [record.latest, ...record.versions.values()].map((version) =>
    listedConfiguration(record, version, context, version.version),
  );

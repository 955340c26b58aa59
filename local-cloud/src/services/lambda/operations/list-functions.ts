import type {
  ListFunctionsRequest,
  ListFunctionsResponse,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../../protocols/operation.ts';
import { listedConfiguration } from '../configuration.ts';
import { findFunction } from '../function-name.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions = modelled<ListFunctionsRequest, ListFunctionsResponse>(
  'ListFunctions',
  (input, context) => {
    const records = [...lambdaStore(context).functions.values()];
    const all =
      input.FunctionVersion === 'ALL'
        ? records.flatMap((record) => versionsOf(record, context))
        : records.map((record) => listedConfiguration(record, record.latest, context));
    const { items, NextMarker } = pageOf(all, input);
    return { Functions: items, NextMarker };
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction = modelled<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>(
  'ListVersionsByFunction',
  (input, context) => {
    const { record } = findFunction(input.FunctionName, undefined, context);
    const { items, NextMarker } = pageOf(versionsOf(record, context), input);
    return { Versions: items, NextMarker };
  },
);

const versionsOf = (record: FunctionRecord, context: OperationContext) =>
  [record.latest, ...record.versions.values()].map((version) =>
    listedConfiguration(record, version, context, version.version),
  );

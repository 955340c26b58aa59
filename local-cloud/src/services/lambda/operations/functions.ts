import type {
  FunctionConfiguration,
  GetFunctionCommandOutput,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  ListFunctionsRequest,
  ListFunctionsResponse,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../../protocols/operation.ts';
import { configurationOf, listedConfiguration } from '../configuration.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

type Output = Omit<GetFunctionCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction = modelled<GetFunctionRequest, Output>('GetFunction', (input, context) => {
  const { record, qualifier } = findFunction(input.FunctionName, input.Qualifier, context);
  const { version } = resolveQualifier(record, qualifier);
  return {
    Configuration: configurationOf(record, version, context, qualifier),
    Code: { RepositoryType: 'S3', Location: version.code.location },
    ...(record.tags.size > 0 && { Tags: Object.fromEntries(record.tags) }),
    ...(record.reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency },
    }),
  };
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = modelled<GetFunctionConfigurationRequest, FunctionConfiguration>(
  'GetFunctionConfiguration',
  (input, context) => {
    const { record, qualifier } = findFunction(input.FunctionName, input.Qualifier, context);
    return configurationOf(record, resolveQualifier(record, qualifier).version, context, qualifier);
  },
);

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

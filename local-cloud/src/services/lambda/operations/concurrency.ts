import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetAccountSettingsRequest,
  GetAccountSettingsResponse,
  GetFunctionConcurrencyRequest,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../../protocols/operation.ts';
import { functionNotFound, invalidParameter } from '../errors.ts';
import { findFunction, functionArn, locate } from '../function-name.ts';
import { modelled } from '../input.ts';
import {
  CONCURRENT_EXECUTIONS,
  MINIMUM_UNRESERVED,
  provisionedOf,
  unreserved,
} from '../invocation/concurrency-limits.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord } from '../types.ts';

/** An account's quotas: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const CODE_SIZES = {
  TotalCodeSize: 80_530_636_800,
  CodeSizeUnzipped: 262_144_000,
  CodeSizeZipped: 52_428_800,
};

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency = modelled<PutFunctionConcurrencyRequest, Concurrency>(
  'PutFunctionConcurrency',
  (input, context) => {
    const { name } = locate(input.FunctionName, undefined, context);
    if (!lambdaStore(context).functions.has(name)) {
      throw functionNotFound(functionArn(context, name, '$LATEST'));
    }
    const record = find(input.FunctionName, context);
    const wanted = input.ReservedConcurrentExecutions;
    if (unreserved(context, record) - wanted < MINIMUM_UNRESERVED) {
      throw invalidParameter(
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its " +
          `minimum value of [${MINIMUM_UNRESERVED}].`,
      );
    }
    const provisioned = provisionedOf(record);
    if (wanted < provisioned) {
      throw invalidParameter(
        ` ReservedConcurrentExecutions  ${wanted} should not be lower than function's total provisioned concurrency ` +
          `[${provisioned}].`,
      );
    }
    record.reservedConcurrency = wanted;
    return { ReservedConcurrentExecutions: wanted };
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency = modelled<GetFunctionConcurrencyRequest, Concurrency>(
  'GetFunctionConcurrency',
  (input, context) => {
    const record = find(input.FunctionName, context);
    return { ReservedConcurrentExecutions: record.reservedConcurrency };
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency = modelled<DeleteFunctionConcurrencyRequest, void>(
  'DeleteFunctionConcurrency',
  (input, context) => {
    find(input.FunctionName, context).reservedConcurrency = undefined;
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings = modelled<GetAccountSettingsRequest, GetAccountSettingsResponse>(
  'GetAccountSettings',
  (_input, context) => {
    const { functions, layers } = lambdaStore(context);
    const packages = [
      ...[...functions.values()].flatMap((record) => [record.latest, ...record.versions.values()]),
      ...[...layers.values()].flatMap((layer) => [...layer.versions.values()]),
    ];
    return {
      AccountLimit: {
        ...CODE_SIZES,
        ConcurrentExecutions: CONCURRENT_EXECUTIONS,
        UnreservedConcurrentExecutions: unreserved(context),
      },
      AccountUsage: {
        TotalCodeSize: packages.reduce((sum, { code }) => sum + code.size, 0),
        FunctionCount: functions.size,
      },
    };
  },
);

function find(text: string, context: OperationContext): FunctionRecord {
  const { record, qualifier } = findFunction(text, undefined, context);
  if (qualifier === undefined) return record;
  throw invalidParameter(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please ' +
      'specify either a function name or an unqualified function ARN.',
  );
}

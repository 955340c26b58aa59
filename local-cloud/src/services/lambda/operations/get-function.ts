import type {
  FunctionConfiguration,
  GetFunctionCommandOutput,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
} from '@aws-sdk/client-lambda';
import { configurationOf } from '../configuration.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';

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

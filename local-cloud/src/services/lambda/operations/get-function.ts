import type { FunctionConfiguration, GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { configurationOf } from '../configuration.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { byQualifiedFunction } from '../schemas.ts';

type Output = Omit<GetFunctionCommandOutput, '$metadata'>;

const Input = z.object(byQualifiedFunction);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export function getFunction(input: unknown, context: OperationContext): Output {
  const request = checkInput(Input, input);
  const { record, qualifier } = findFunction(request.FunctionName, request.Qualifier, context);
  const { version } = resolveQualifier(record, qualifier);
  return {
    Configuration: configurationOf(record, version, context, qualifier),
    Code: { RepositoryType: 'S3', Location: version.code.location },
    ...(record.tags.size > 0 && { Tags: Object.fromEntries(record.tags) }),
    ...(record.reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency },
    }),
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export function getFunctionConfiguration(input: unknown, context: OperationContext): FunctionConfiguration {
  const request = checkInput(Input, input);
  const { record, qualifier } = findFunction(request.FunctionName, request.Qualifier, context);
  return configurationOf(record, resolveQualifier(record, qualifier).version, context, qualifier);
}

import { AwsError } from '../../core/aws-error.ts';

export const invalidValue = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message);

export const invalidCombination = (message: string): AwsError =>
  new AwsError('InvalidParameterCombinationException', message);

export const missingParameter = (message: string): AwsError =>
  new AwsError('MissingRequiredParameterException', message);

/** The codes of the query protocol, by the shapes that newer protocols name. */
export const QUERY_CODES: Readonly<Record<string, string>> = {
  InvalidParameterValueException: 'InvalidParameterValue',
  InvalidParameterCombinationException: 'InvalidParameterCombination',
  MissingRequiredParameterException: 'MissingParameter',
  ValidationException: 'ValidationError',
  InternalServiceFault: 'InternalServiceError',
};

import { AwsError } from '../../core/aws-error.ts';

export const resourceNotFound = (what: 'log group' | 'log stream'): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);

export const resourceAlreadyExists = (what: 'log group' | 'log stream'): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`);

export const validationException = (message: string): AwsError =>
  new AwsError('ValidationException', message);

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterException', message);

import { AwsError } from '../../core/aws-error.ts';

export const noSuchEntity = (message: string): AwsError =>
  new AwsError('NoSuchEntity', message, { status: 404 });

export const noSuchRole = (name: string): AwsError =>
  noSuchEntity(`The role with name ${name} cannot be found.`);

export const noSuchPolicy = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const notAttachable = (arn: string): AwsError =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);

export const invalidArn = (): AwsError =>
  new AwsError('ValidationError', 'Invalid ARN:  Could not be parsed!');

export const entityAlreadyExists = (message: string): AwsError =>
  new AwsError('EntityAlreadyExists', message, { status: 409 });

export const deleteConflict = (message: string): AwsError =>
  new AwsError('DeleteConflict', message, { status: 409 });

export const limitExceeded = (message: string): AwsError =>
  new AwsError('LimitExceeded', message, { status: 409 });

export const malformedPolicy = (message: string): AwsError =>
  new AwsError('MalformedPolicyDocument', message);

export const invalidInput = (message: string): AwsError => new AwsError('InvalidInput', message);

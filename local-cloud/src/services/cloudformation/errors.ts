import { AwsError } from '../../core/aws-error.ts';

/** What CloudFormation answers to nearly every mistake, from a malformed template to a stack that is missing. */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);

export const templateFormatError = (message: string): AwsError =>
  validationError(`Template format error: ${message}`);

export const templateError = (message: string): AwsError => validationError(`Template error: ${message}`);

/** The wording of the operations that take a stack "id": DescribeStacks, GetTemplate, … */
export const stackWithIdMissing = (name: string): AwsError =>
  validationError(`Stack with id ${name} does not exist`);

/** The wording of the operations that change a stack. */
export const stackMissing = (name: string): AwsError => validationError(`Stack [${name}] does not exist`);

export const noUpdates = (): AwsError => validationError('No updates are to be performed.');

export const notUpdatable = (stackId: string, status: string): AwsError =>
  validationError(`Stack:${stackId} is in ${status} state and can not be updated.`);

export const alreadyExists = (message: string): AwsError => new AwsError('AlreadyExistsException', message);

export const tokenAlreadyExists = (token: string): AwsError =>
  new AwsError('TokenAlreadyExistsException', `Token ${token} already exists for another operation`);

export const insufficientCapabilities = (capability: string): AwsError =>
  new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${capability}]`);

export const changeSetNotFound = (name: string): AwsError =>
  new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });

export const invalidChangeSetStatus = (id: string, verb: string, status: string): AwsError =>
  new AwsError(
    'InvalidChangeSetStatus',
    `ChangeSet [${id}] cannot be ${verb} in its current status of [${status}]`,
  );

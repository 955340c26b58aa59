import { AwsError } from '../../core/aws-error.ts';

const USER = { Type: 'User' };

export const resourceNotFound = (message: string): AwsError =>
  new AwsError('ResourceNotFoundException', message, { status: 404, members: USER });

export const functionNotFound = (arn: string): AwsError => resourceNotFound(`Function not found: ${arn}`);

/** What most operations on a part of a function answer, whether the function or the part is missing. */
export const noSuchResource = (): AwsError => resourceNotFound('The resource you requested does not exist.');

export const provisionedConcurrencyNotFound = (): AwsError =>
  new AwsError(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
    { status: 404, members: USER },
  );

export const resourceConflict = (message: string): AwsError =>
  new AwsError('ResourceConflictException', message, { status: 409, members: USER });

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message, { members: USER });

export const requestTooLarge = (message: string): AwsError =>
  new AwsError('RequestEntityTooLargeException', message, { status: 413, members: USER });

export const invalidRequestContent = (message: string): AwsError =>
  new AwsError('InvalidRequestContentException', message, { members: USER });

export const accessDenied = (message: string): AwsError =>
  new AwsError('AccessDeniedException', message, { status: 403 });

export const tooManyRequests = (reason: string): AwsError =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    members: { ...USER, Reason: reason },
  });

export const serviceFailure = (message: string, cause?: unknown): AwsError =>
  new AwsError('ServiceException', message, { status: 500, members: { Type: 'Service' }, cause });

/** @param operations the calls that tell the current revision id, as the message names them */
export const preconditionFailed = (operations = 'GetFunction/GetAlias'): AwsError =>
  new AwsError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${operations} API to retrieve the ` +
      'latest Revision Id',
    { status: 412, members: USER },
  );

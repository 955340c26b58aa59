import { AwsError } from '../../core/aws-error.ts';
import type { Item } from './values/types.ts';

/** Errors of the DynamoDB model; what the framework around it answers has prefixes of its own. */
const MODEL = 'com.amazonaws.dynamodb.v20120810#';
const VALIDATION = 'com.amazon.coral.validate#';
const FRAMEWORK = 'com.amazon.coral.service#';

/** An error of DynamoDB's model, e.g. ResourceNotFoundException, with its modelled extra members. */
export const modelError = (
  code: string,
  message: string,
  members: Readonly<Record<string, unknown>> = {},
): AwsError => new AwsError(code, message, { members: { __type: MODEL + code, ...members } });

export const validation = (message: string): AwsError =>
  new AwsError('ValidationException', message, {
    members: { __type: `${VALIDATION}ValidationException` },
  });

/** What makes a request unfit as a whole: no reason for which a transaction is cancelled, which is refused for it. */
export class UnfitRequest extends AwsError {}

export const unfit = (message: string): AwsError =>
  new UnfitRequest('ValidationException', message, {
    members: { __type: `${VALIDATION}ValidationException` },
  });

/** What DynamoDB answers to an operation it does not know; SDKs do not retry it. */
export const unknownOperation = (operation: string): AwsError =>
  new AwsError('UnknownOperationException', `${operation} is not supported by local-cloud.`, {
    members: { __type: `${FRAMEWORK}UnknownOperationException` },
  });

/** Input that is not of its model's types; the messages are those of AWS's parser. */
export const serialization = (message: string): AwsError =>
  new AwsError('SerializationException', message, {
    members: { __type: `${FRAMEWORK}SerializationException` },
  });

/** Input whose structure is not the operation's, which no SDK sends. */
export const malformed = (): AwsError => serialization('Unexpected value type in payload');

/** A member with an effect that local-cloud lacks. */
export const unsupportedMember = (member: string): AwsError =>
  validation(`One or more parameter values were invalid: ${member} is not supported by local-cloud.`);

/** As the operations on tables put it. */
export const tableNotFound = (name: string): AwsError =>
  modelError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);

/** As the operations on items put it. */
export const resourceNotFound = (): AwsError =>
  modelError('ResourceNotFoundException', 'Requested resource not found');

export const resourceInUse = (message: string): AwsError => modelError('ResourceInUseException', message);

export const limitExceeded = (message: string): AwsError => modelError('LimitExceededException', message);

/** @param item the item that failed it, where the request asked for it */
export const conditionFailed = (item?: Item): AwsError =>
  modelError('ConditionalCheckFailedException', 'The conditional request failed', item && { Item: item });

export const transactionConflict = (): AwsError =>
  modelError('TransactionConflictException', 'Transaction is ongoing for the item');

/** A problem with parameter values, in the words that most of them begin with. */
export const invalidParameter = (problem: string): AwsError =>
  validation(`One or more parameter values were invalid: ${problem}`);

/** The full `__type` of an error, whoever made it. */
export function errorType(error: AwsError): string {
  const { __type: given } = error.members;
  if (typeof given === 'string') return given;
  return (error.status >= 500 ? MODEL : FRAMEWORK) + error.code;
}

import { validation } from '../errors.ts';

const PATTERN = '[a-zA-Z0-9_.-]+';
const MAX_LENGTH = 255;

const ARN = /^arn:[^:]+:dynamodb:[^:]*:\d*:table\/([^/]+)$/;

/** The table's name from a name or an ARN; DynamoDB takes either. @throws AwsError ValidationException */
export function tableNameOf(nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) {
    const name = ARN.exec(nameOrArn)?.[1];
    if (name === undefined) throw validation(`Invalid table ARN: ${nameOrArn}`);
    return name;
  }
  checkTableName(nameOrArn, 1);
  return nameOrArn;
}

/** @throws AwsError ValidationException in the model's words */
export function checkTableName(name: string, least: number): void {
  const refuse = (constraint: string) =>
    validation(
      `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: ${constraint}`,
    );
  if (name.length < least) throw refuse(`Member must have length greater than or equal to ${least}`);
  if (name.length > MAX_LENGTH) {
    throw refuse(`Member must have length less than or equal to ${MAX_LENGTH}`);
  }
  if (!WHOLE.test(name)) {
    throw refuse(`Member must satisfy regular expression pattern: ${PATTERN}`);
  }
}

const WHOLE = new RegExp(`^${PATTERN}$`);

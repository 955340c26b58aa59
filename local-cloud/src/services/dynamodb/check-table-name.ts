import { z } from 'zod';
import { checkInput } from '../../core/validation.ts';
import { validation } from './errors.ts';
import { tableNameOf } from './table-description.ts';

const Input = z.looseObject({ TableName: z.string().min(1).max(1024).optional() });

/**
 * The name in an input's TableName, which may be an ARN.
 *
 * @throws AwsError ValidationException with DynamoDB's messages for a missing or malformed name
 */
export function checkTableName(input: unknown): string {
  const { TableName } = checkInput(Input, input);
  if (TableName === undefined) {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  const name = tableNameOf(TableName);
  if (name.length < 3 || name.length > 255) {
    throw validation('TableName must be at least 3 characters long and at most 255 characters long');
  }
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    throw validation(
      `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
    );
  }
  return name;
}

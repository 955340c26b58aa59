import { JsonBytes } from '../../protocols/json-bytes.ts';
import type { Operation, OperationContext } from '../../protocols/operation.ts';

/**
 * Calls a DynamoDB operation from within the cloud, as a client would over HTTP.
 *
 * @throws AwsError what the client would get
 */
export async function callDynamoDb<Output extends object = Record<string, unknown>>(
  operation: Operation<unknown, unknown>,
  input: object,
  context: OperationContext,
): Promise<Output> {
  // Operations may change their input, as it is theirs alone when it comes over the wire.
  const output = await operation(JSON.parse(JSON.stringify(input)), context);
  // Operations answer what their names say; only the caller knows which of them it asked for.
  return (output instanceof JsonBytes ? output.parse() : (output ?? {})) as Output;
}

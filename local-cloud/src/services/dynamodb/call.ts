import type { OperationContext } from '../service.ts';
import type { Json } from './dynalite/types.ts';
import { type DynamodbOperation, operations } from './operations/index.ts';

/**
 * Calls a DynamoDB operation from within the cloud, as a client would over HTTP.
 *
 * @throws AwsError what the client would get
 */
export async function callDynamoDb<Output extends object = Json>(
  operation: DynamodbOperation,
  input: object,
  context: OperationContext,
): Promise<Output> {
  const output = await operations[operation](input as Json, context);
  // Operations answer what their names say; only the caller knows which of them it asked for.
  return (output ?? {}) as Output;
}

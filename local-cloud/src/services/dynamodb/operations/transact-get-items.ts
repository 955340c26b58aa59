import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import type { Engine } from '../engine.ts';
import { validation } from '../errors.ts';
import { engine } from '../store.ts';
import { tableNameOf } from '../table-description.ts';
import { type CancellationReason, cancelFor, reasonOf } from '../transactions/cancellation.ts';
import { addressOf, refuseDuplicates, withLocks } from '../transactions/locks.ts';
import { checkTransactItems, totalCapacity } from '../transactions/transact-items.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export async function transactGetItems(input: Json, context: OperationContext): Promise<Json> {
  const opened = await engine(context);
  const capacity = input.ReturnConsumedCapacity ?? 'NONE';
  const gets = checkTransactItems(input.TransactItems).map(({ Get }) => {
    const asked = Get as Json | undefined;
    if (!asked) throw validation('TransactItems can only contain Get');
    const TableName = tableNameOf(asked.TableName);
    return opened.check('GetItem', {
      ...asked,
      TableName,
      ReturnConsumedCapacity: capacity,
      ConsistentRead: true,
    });
  });
  const addresses = await Promise.all(
    gets.map((data) => addressOf(opened, String(data.TableName), data.Key as Json, 'key')),
  );
  refuseDuplicates(addresses);
  // No writer is between its reads and its writes while the locks are held, so all items are of one moment.
  const outputs = await withLocks(opened, addresses, () => readAll(opened, gets));
  const Responses = outputs.map(({ Item }) => (Item ? { Item } : {}));
  return { Responses, ...totalCapacity(outputs, 'ReadCapacityUnits') };
}

async function readAll(opened: Engine, gets: readonly Json[]): Promise<Json[]> {
  const outputs: Json[] = [];
  const reasons: (CancellationReason | undefined)[] = [];
  for (const data of gets) {
    try {
      outputs.push(await opened.act('GetItem', data, opened.store));
      reasons.push(undefined);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      reasons.push(reasonOf(error, undefined));
    }
  }
  cancelFor(reasons);
  return outputs;
}

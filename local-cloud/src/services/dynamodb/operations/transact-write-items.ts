import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import type { Engine } from '../engine.ts';
import { validation } from '../errors.ts';
import { engine } from '../store.ts';
import { tableNameOf } from '../table-description.ts';
import { BufferedStore } from '../transactions/buffered-store.ts';
import { type CancellationReason, cancelFor, reasonOf } from '../transactions/cancellation.ts';
import { addressOf, type ItemAddress, refuseDuplicates, withLocks } from '../transactions/locks.ts';
import { onceFor } from '../transactions/request-tokens.ts';
import { checkTransactItems, totalCapacity } from '../transactions/transact-items.ts';
import { keyOf } from './items.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** The dynalite action that does (or, for a check, merely tries) what each member asks. */
const ACTIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
} as const;

type Member = keyof typeof ACTIONS;

interface Write {
  readonly member: Member;
  readonly data: Json;
  readonly table: string;
  readonly returnsItem: boolean;
  readonly address: ItemAddress | undefined;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export async function transactWriteItems(input: Json, context: OperationContext): Promise<Json> {
  const { ClientRequestToken: token, ...request } = input;
  const opened = await engine(context);
  return onceFor(token as string | undefined, request, context, () => write(opened, request));
}

async function write(opened: Engine, request: Json): Promise<Json> {
  const items = checkTransactItems(request.TransactItems);
  const writes: Write[] = [];
  for (const item of items) writes.push(await checkWrite(opened, item, request.ReturnConsumedCapacity));
  const addresses = writes.map(({ address }) => address);
  refuseDuplicates(addresses);
  const outputs = await withLocks(opened, addresses, () => apply(opened, writes));
  return totalCapacity(outputs, 'WriteCapacityUnits');
}

async function checkWrite(opened: Engine, item: Json, capacity: unknown): Promise<Write> {
  const members = (Object.keys(ACTIONS) as Member[]).filter((name) => item[name] !== undefined);
  const [member] = members;
  if (members.length !== 1 || !member) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const asked = item[member] as Json;
  const table = tableNameOf(asked.TableName);
  const input = { ...asked, TableName: table, ReturnConsumedCapacity: capacity ?? 'NONE' };
  const data = opened.check(ACTIONS[member], input);
  const address = await (member === 'Put'
    ? addressOf(opened, table, data.Item as Json, 'item')
    : addressOf(opened, table, data.Key as Json, 'key'));
  const returnsItem = asked.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return { member, data, table, returnsItem, address };
}

/** Tries every write on its own, then writes all of them at once, or none. */
async function apply(opened: Engine, writes: readonly Write[]): Promise<Json[]> {
  const all = new BufferedStore(opened.store);
  const outputs: Json[] = [];
  const reasons: (CancellationReason | undefined)[] = [];
  let bytes = 0;
  for (const each of writes) {
    const own = new BufferedStore(opened.store);
    try {
      outputs.push(await opened.act(ACTIONS[each.member], each.data, own.store));
      reasons.push(undefined);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      reasons.push(reasonOf(error, each.returnsItem ? await current(opened, each) : undefined));
      continue;
    }
    if (each.member !== 'ConditionCheck') all.add(own);
    bytes += opened.library.database.itemSize((each.data.Item ?? each.data.Key) as Json);
  }
  cancelFor(reasons);
  if (bytes > MAX_BYTES) throw validation('The aggregate size of items in the transaction exceeds 4 MB');
  await all.commit();
  return outputs;
}

async function current(opened: Engine, { data, table }: Write): Promise<Json | undefined> {
  const Key = keyOf((data.Item ?? data.Key) as Json, await opened.table(table));
  const { Item } = await opened.run('GetItem', { TableName: table, Key, ConsistentRead: true });
  return Item as Json | undefined;
}

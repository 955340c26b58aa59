import type { GlobalSecondaryIndexUpdate, UpdateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import type { Json } from '../dynalite/types.ts';
import { malformed, modelled } from '../errors.ts';
import { createGlobalIndex, deleteGlobalIndex } from '../global-indexes.ts';
import { engine } from '../store.ts';
import { describeRecord, extraMembers } from '../table-description.ts';

type Output = Omit<UpdateTableCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export async function updateTable(input: Json, context: OperationContext): Promise<Output> {
  const TableName = checkTableName(input);
  const extras = extraMembers(input, context);
  const opened = await engine(context);
  // One that is not there is told before anything else is.
  await opened.table(TableName);
  const updates = indexUpdates(input.GlobalSecondaryIndexUpdates ?? []);
  const online = updates.filter(({ Create, Delete }) => Create ?? Delete);
  if (online.length > 1) {
    throw modelled(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  let description: Json | undefined;
  // dynalite knows of throughput only; it refuses an update that asks for nothing it knows, as DynamoDB does.
  const throughput = {
    ...input,
    TableName,
    GlobalSecondaryIndexUpdates: updates.filter(({ Update }) => Update),
  };
  const asksNothingElse = online.length === 0 && Object.keys(extras).length === 0;
  const asksThroughput = input.BillingMode ?? input.ProvisionedThroughput;
  if (asksThroughput !== undefined || throughput.GlobalSecondaryIndexUpdates.length > 0 || asksNothingElse) {
    const answer = await opened.changeTable('UpdateTable', throughput);
    description = answer.TableDescription as Json;
  }
  if (Object.keys(extras).length > 0) {
    description = await opened.updateRecord(TableName, (table) => Object.assign(table, extras));
  }
  for (const { Create, Delete } of online) {
    const definitions = input.AttributeDefinitions as { AttributeName: string; AttributeType: string }[];
    if (Create) description = await createGlobalIndex(opened, TableName, Create, definitions);
    if (Delete) description = await deleteGlobalIndex(opened, TableName, String(Delete.IndexName));
  }
  return { TableDescription: describeRecord(description ?? {}) };
}

const Keys = z.array(z.looseObject({ AttributeName: z.string(), KeyType: z.string() })).optional();

const Updates = z.array(
  z.looseObject({
    Create: z.looseObject({ KeySchema: Keys, Projection: z.looseObject({}).optional() }).optional(),
  }),
);

function indexUpdates(given: unknown): GlobalSecondaryIndexUpdate[] {
  const parsed = Updates.safeParse(given);
  if (!parsed.success) throw malformed();
  // What the structure holds is checked by whoever carries it out.
  return parsed.data as GlobalSecondaryIndexUpdate[];
}

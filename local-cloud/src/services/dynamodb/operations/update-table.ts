import type { UpdateTableCommandInput, UpdateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Database } from '../database.ts';
import { invalidParameter, validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { describeTable } from '../tables/describe-table.ts';
import { encryptionOf } from '../tables/encryption.ts';
import { streamOf } from '../tables/stream-specification.ts';
import type { Table } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';
import {
  changeThroughput,
  checkOnDemand,
  checkThroughput,
  ON_DEMAND,
  onDemandRecord,
  throughputRecord,
} from '../tables/throughput.ts';
import { refuseUnsupported } from '../tables/unsupported.ts';
import {
  checkIndexUpdates,
  createIndex,
  removeIndex,
  updateIndexCapacity,
} from '../tables/update-indexes.ts';

type Output = Omit<UpdateTableCommandOutput, '$metadata'>;

/** What an update can be for; one that is for nothing is refused. */
const CHANGES = [
  ...([
    'BillingMode',
    'ProvisionedThroughput',
    'GlobalSecondaryIndexUpdates',
    'StreamSpecification',
  ] as const),
  ...([
    'SSESpecification',
    'TableClass',
    'DeletionProtectionEnabled',
    'OnDemandThroughput',
    'WarmThroughput',
  ] as const),
];

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable = modelled<UpdateTableCommandInput, Output>('UpdateTable', (input, context) => {
  const opened = database(context);
  const table = opened.describedTable(tableNameOf(input.TableName!));
  refuseUnsupported(input);
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  if (CHANGES.every((name) => input[name] === undefined) || (updates.length === 0 && isOnlyIndexes(input))) {
    throw validation(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  checkTypes(table, input);
  checkStream(table, input);
  checkIndexUpdates(table, updates, input.AttributeDefinitions ?? []);
  const definitions = mergeDefinitions(table, input);
  const updated = allOrNothing(table, () => {
    changeCapacity(opened, table, input);
    return updateIndexCapacity(opened, table, updates);
  });
  changeStream(opened, table, input);
  const states = new Map([...updated, ...createIndex(opened, table, updates, definitions)]);
  changeSettings(table, input, context);
  const described = describeTable(table, { table: 'UPDATING', index: (name) => states.get(name) });
  // What was taken away is shown once more, as -1.
  const { OnDemandThroughput = described.OnDemandThroughput } = input;
  const TableDescription = OnDemandThroughput
    ? { ...described, OnDemandThroughput: { ...described.OnDemandThroughput, ...OnDemandThroughput } }
    : described;
  for (const { Delete } of updates) {
    if (Delete) removeIndex(table, Delete.IndexName!);
  }
  opened.save(table);
  return { TableDescription };
});

/** Puts the table's record back as it was where a change is refused halfway. */
function allOrNothing<T>({ record }: Table, change: () => T): T {
  const before = structuredClone(record);
  try {
    return change();
  } catch (error) {
    Object.assign(record, before);
    throw error;
  }
}

const isOnlyIndexes = (input: UpdateTableCommandInput): boolean =>
  CHANGES.every((name) => name === 'GlobalSecondaryIndexUpdates' || input[name] === undefined);

/** A key attribute keeps its type as long as a table or index has it. */
function checkTypes({ record }: Table, { AttributeDefinitions = [] }: UpdateTableCommandInput): void {
  for (const { AttributeName, AttributeType } of AttributeDefinitions) {
    const known = record.attributes.find((each) => each.AttributeName === AttributeName);
    if (!known || known.AttributeType === AttributeType) continue;
    const key = [record, ...record.localIndexes, ...record.globalIndexes]
      .flatMap(({ keySchema }) => keySchema)
      .find((each) => each.AttributeName === AttributeName);
    const schema = (type: string | undefined) =>
      `Schema:[SchemaElement: key{${AttributeName}:${type}:${key?.KeyType}}]`;
    throw invalidParameter(
      'Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. ' +
        `Existing schema: ${schema(known.AttributeType)} New schema: ${schema(AttributeType)}`,
    );
  }
}

/** An update may name all attributes, or those alone that its new index needs. */
function mergeDefinitions({ record }: Table, { AttributeDefinitions = [] }: UpdateTableCommandInput) {
  const merged = [...record.attributes, ...AttributeDefinitions].map(
    (each) => [each.AttributeName, each] as const,
  );
  return [...new Map(merged).values()];
}

function changeCapacity(opened: Database, { record }: Table, input: UpdateTableCommandInput): void {
  const now = opened.clock.now();
  const mode = input.BillingMode ?? record.billing.mode;
  const { ProvisionedThroughput: given, GlobalSecondaryIndexUpdates: updates = [] } = input;
  const indexes = updates.map(({ Create, Update }) => (Create ?? Update)?.OnDemandThroughput);
  checkOnDemand(mode, [input.OnDemandThroughput, ...indexes]);
  if (mode === 'PAY_PER_REQUEST') {
    checkThroughput(mode, given);
    if (record.billing.mode !== mode) {
      record.billing = { mode, payPerRequestSince: now };
      record.throughput = { ...ON_DEMAND, decreasedAt: now };
      for (const index of record.globalIndexes) index.throughput = { ...ON_DEMAND, decreasedAt: now };
    }
  } else if (record.billing.mode !== mode) {
    checkThroughput(mode, given);
    record.billing = { ...record.billing, mode };
    record.throughput = { ...throughputRecord(given), increasedAt: now };
    for (const each of [record, ...record.globalIndexes]) delete each.onDemand;
  } else if (given) {
    record.throughput = changeThroughput(record.throughput, given, now, 'table');
  }
  if (input.OnDemandThroughput) record.onDemand = onDemandRecord(input.OnDemandThroughput, record.onDemand);
  if (input.WarmThroughput) record.warm = input.WarmThroughput;
}

function checkStream({ name, record: { stream } }: Table, input: UpdateTableCommandInput): void {
  const enable = input.StreamSpecification?.StreamEnabled;
  if (enable === undefined) return;
  if (enable && stream?.enabled) throw validation(`Table already has an enabled stream: TableName: ${name}`);
  if (!enable && !stream?.enabled) throw validation(`Table has no stream to disable: TableName: ${name}`);
}

function changeStream(
  opened: Database,
  table: Table,
  { StreamSpecification: given }: UpdateTableCommandInput,
): void {
  if (!given) return;
  if (!given.StreamEnabled) {
    opened.endStream(table);
    return;
  }
  const { stream } = table.record;
  // Streams of one table have labels of their own, however soon they follow each other.
  const now = opened.clock.now();
  const next = streamOf(given, table.record.arn, now);
  const started = next?.label === stream?.label ? streamOf(given, table.record.arn, now + 1) : next;
  if (!started) return;
  table.record.stream = started;
  opened.startStream(table, started);
}

function changeSettings({ record }: Table, input: UpdateTableCommandInput, context: OperationContext): void {
  if (input.SSESpecification) record.encryption = encryptionOf(input.SSESpecification, context);
  if (input.TableClass) record.tableClass = input.TableClass;
  if (input.DeletionProtectionEnabled !== undefined) {
    record.deletionProtected = input.DeletionProtectionEnabled;
  }
}

import type { CreateGlobalSecondaryIndexAction, UpdateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Database } from '../database.ts';
import { invalidParameter, limitExceeded, modelError, resourceInUse } from '../errors.ts';
import { checkGlobalIndexes, checkProjectedTotal, MOST_GLOBAL_INDEXES } from './check-indexes.ts';
import type { AttributeDefinitions } from './check-keys.ts';
import { fillIndex } from './fill-index.ts';
import type { GlobalIndexRecord, TableRecord } from './record.ts';
import type { Table } from './table.ts';
import { changeThroughput, onDemandRecord, throughputRecord } from './throughput.ts';

type Updates = NonNullable<UpdateTableCommandInput['GlobalSecondaryIndexUpdates']>;

/** Index states to show in the answer. */
export type IndexStates = Map<string, 'CREATING' | 'UPDATING' | 'DELETING'>;

/**
 * Refuses what can't be done to a table's indexes, before anything is.
 *
 * @param definitions the request's own: it has to define a new index's keys even where the table knows them already
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html (AttributeDefinitions)
 * @throws AwsError
 */
export function checkIndexUpdates(table: Table, updates: Updates, definitions: AttributeDefinitions): void {
  const online = updates.filter(({ Create, Delete }) => Create ?? Delete);
  if (online.length > 1) {
    throw limitExceeded(
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  for (const update of updates) {
    const { Create, Update, Delete } = update;
    if (!Create && !Update && !Delete) {
      throw invalidParameter('One of GlobalSecondaryIndexUpdate.Create, Update or Delete must be specified');
    }
    if ([Create, Update, Delete].filter((each) => each !== undefined).length > 1) {
      throw invalidParameter(
        'Only one of GlobalSecondaryIndexUpdate.Create, Update or Delete may be specified',
      );
    }
    if (Create) checkCreate(table, Create, definitions);
    const name = (Update ?? Delete)?.IndexName;
    if (name !== undefined && !recordOf(table, name)) {
      throw modelError('ResourceNotFoundException', 'Requested resource not found');
    }
  }
}

function checkCreate(
  table: Table,
  create: CreateGlobalSecondaryIndexAction,
  definitions: AttributeDefinitions,
): void {
  const { record } = table;
  if (record.globalIndexes.some(({ filling }) => filling)) {
    throw resourceInUse(
      `Attempt to change a resource which is still in use: Table is being updated: ${table.name}`,
    );
  }
  if (table.indexes.has(create.IndexName!)) {
    throw invalidParameter(`Attempting to create an index which already exists: ${create.IndexName}`);
  }
  checkGlobalIndexes([create as Required<CreateGlobalSecondaryIndexAction>], definitions);
  const indexes = [...record.localIndexes, ...record.globalIndexes];
  checkProjectedTotal([...indexes.map(({ projection }) => projection), create.Projection]);
  if (record.globalIndexes.length >= MOST_GLOBAL_INDEXES) {
    throw limitExceeded(
      `Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of ${MOST_GLOBAL_INDEXES}`,
    );
  }
}

/** Changes the capacity of indexes. @throws AwsError ValidationException where it would stay what it was */
export function updateIndexCapacity(database: Database, table: Table, updates: Updates): IndexStates {
  const states: IndexStates = new Map();
  for (const { Update } of updates) {
    if (!Update) continue;
    const index = recordOf(table, Update.IndexName)!;
    const { ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = Update;
    if (ProvisionedThroughput) {
      const now = database.clock.now();
      index.throughput = changeThroughput(
        index.throughput,
        ProvisionedThroughput,
        now,
        `index ${index.name}`,
      );
    }
    if (OnDemandThroughput) index.onDemand = onDemandRecord(OnDemandThroughput, index.onDemand);
    if (WarmThroughput) index.warm = WarmThroughput;
    states.set(index.name, 'UPDATING');
  }
  return states;
}

/** Makes the index that was checked, which is filled from now on. */
export function createIndex(
  database: Database,
  table: Table,
  updates: Updates,
  definitions: AttributeDefinitions,
): IndexStates {
  const states: IndexStates = new Map();
  for (const { Create, Delete } of updates) {
    if (Delete) states.set(Delete.IndexName!, 'DELETING');
    if (!Create) continue;
    // Definitions may be those of indexes that another update is to make: they are dropped below.
    table.record.attributes = [...definitions];
    create(database, table, Create);
    dropUnused(table);
    states.set(Create.IndexName!, 'CREATING');
  }
  return states;
}

function create(database: Database, table: Table, action: CreateGlobalSecondaryIndexAction): void {
  const record: GlobalIndexRecord = {
    name: action.IndexName!,
    arn: `${table.record.arn}/index/${action.IndexName}`,
    keySchema: action.KeySchema!,
    projection: action.Projection!,
    throughput: throughputRecord(action.ProvisionedThroughput),
    onDemand: onDemandRecord(action.OnDemandThroughput),
    warm: action.WarmThroughput,
    ...(table.items.size > 0 ? { filling: true } : {}),
  };
  table.record.globalIndexes.push(record);
  table.addIndex(record, true);
  if (record.filling) {
    // A store that can't be written to is told to the next who writes; the index itself is complete.
    void fillIndex(database, table, record).catch(() => undefined);
  }
}

/** Removes an index, and the definitions of attributes that it alone had for its key. */
export function removeIndex(table: Table, name: string): void {
  const { record } = table;
  record.globalIndexes = record.globalIndexes.filter((index) => index.name !== name);
  table.indexes.delete(name);
  dropUnused(table);
}

function dropUnused({ record }: Table): void {
  record.attributes = usedAttributes(record);
}

/** The definitions of attributes that a table or an index has in its key. */
export function usedAttributes(
  record: Pick<TableRecord, 'attributes' | 'keySchema' | 'localIndexes' | 'globalIndexes'>,
): TableRecord['attributes'] {
  const schemas = [
    record.keySchema,
    ...[...record.localIndexes, ...record.globalIndexes].map((each) => each.keySchema),
  ];
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  return record.attributes.filter(({ AttributeName }) => used.has(AttributeName));
}

const recordOf = (table: Table, name: string | undefined): GlobalIndexRecord | undefined =>
  table.record.globalIndexes.find((index) => index.name === name);

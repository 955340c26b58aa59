import type { CreateGlobalSecondaryIndexAction } from '@aws-sdk/client-dynamodb';
import type { Json, SecondaryIndex, TableRecord } from './dynalite/types.ts';
import type { Engine } from './engine.ts';
import { modelled, validation } from './errors.ts';

type Definitions = TableRecord['AttributeDefinitions'];

/**
 * Adds a global secondary index to a table and fills it with the items that are there.
 *
 * @returns the table's record as it was when the index was being created
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
 */
export function createGlobalIndex(
  engine: Engine,
  tableName: string,
  action: CreateGlobalSecondaryIndexAction,
  definitions: Definitions = [],
): Promise<Json> {
  return engine.exclusively(tableName, async () => {
    const table = await engine.table(tableName);
    const index = indexRecord(action, table);
    checkNewIndex(index, table, definitions);
    const known = new Map([...table.AttributeDefinitions, ...definitions].map((d) => [d.AttributeName, d]));
    table.AttributeDefinitions = [...known.values()];
    table.GlobalSecondaryIndexes = [...(table.GlobalSecondaryIndexes ?? []), index];
    pruneDefinitions(table);
    // The index is in the record before the items are, so that items written meanwhile reach it too.
    await engine.putRecord(table);
    await fill(engine, table, index);
    const indexes = table.GlobalSecondaryIndexes.map((each) =>
      each === index ? { ...each, IndexStatus: 'CREATING', Backfilling: false } : each,
    );
    return { ...table, TableStatus: 'UPDATING', GlobalSecondaryIndexes: indexes };
  });
}

/** Removes a global secondary index. @returns the table's record as it was when the index was being deleted */
export function deleteGlobalIndex(engine: Engine, tableName: string, indexName: string): Promise<Json> {
  return engine.exclusively(tableName, async () => {
    const table = await engine.table(tableName);
    const before = structuredClone(table);
    const index = before.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === indexName);
    if (!index) {
      throw modelled(
        'ResourceNotFoundException',
        `Requested resource not found: Index: ${indexName} not found`,
      );
    }
    index.IndexStatus = 'DELETING';
    const rest = table.GlobalSecondaryIndexes?.filter(({ IndexName }) => IndexName !== indexName);
    table.GlobalSecondaryIndexes = rest?.length ? rest : undefined;
    pruneDefinitions(table);
    await engine.putRecord(table);
    await new Promise<void>((resolve, reject) => {
      engine.store.deleteIndexDb('Global', tableName, indexName, (error) =>
        error ? reject(error) : resolve(),
      );
    });
    return { ...before, TableStatus: 'UPDATING' };
  });
}

function indexRecord(action: CreateGlobalSecondaryIndexAction, table: TableRecord): SecondaryIndex {
  const { IndexName, KeySchema, Projection, ProvisionedThroughput } = action;
  if (!IndexName || !/^[a-zA-Z0-9_.-]{3,255}$/.test(IndexName)) {
    throw validation(
      `1 validation error detected: Value '${IndexName}' at 'globalSecondaryIndexUpdates.1.member.create.indexName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
    );
  }
  const throughput = ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
  return {
    IndexName,
    KeySchema: (KeySchema ?? []) as SecondaryIndex['KeySchema'],
    Projection,
    IndexStatus: 'ACTIVE',
    IndexArn: `${table.TableArn}/index/${IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
    ProvisionedThroughput: { ...throughput, NumberOfDecreasesToday: 0 },
  };
}

function checkNewIndex(index: SecondaryIndex, table: TableRecord, definitions: Definitions): void {
  if (!index.Projection) {
    throw validation('One or more parameter values were invalid: Unknown ProjectionType: null');
  }
  const others = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  if (others.some(({ IndexName }) => IndexName === index.IndexName)) {
    throw validation(`Attempting to create an index which already exists: ${index.IndexName}`);
  }
  const defined = [...table.AttributeDefinitions, ...definitions].map(({ AttributeName }) => AttributeName);
  const keys = index.KeySchema.map(({ AttributeName }) => AttributeName);
  if (keys.length === 0 || keys.some((key) => !defined.includes(key))) {
    throw validation(
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
}

/** A table's definitions are of the attributes that its keys use, and no others. */
function pruneDefinitions(table: TableRecord): void {
  const schemas = [
    table.KeySchema,
    ...(table.LocalSecondaryIndexes ?? []).map(({ KeySchema }) => KeySchema),
    ...(table.GlobalSecondaryIndexes ?? []).map(({ KeySchema }) => KeySchema),
  ];
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  table.AttributeDefinitions = table.AttributeDefinitions.filter((d) => used.has(d.AttributeName));
}

/** Items whose key attributes have another type than the index's stay out of it, as in DynamoDB. */
async function fill({ store, library }: Engine, table: TableRecord, index: SecondaryIndex): Promise<void> {
  const prefix = `item-${table.TableName}~`;
  const items = store.getItemDb(table.TableName);
  const target = store.getIndexDb('Global', table.TableName, index.IndexName);
  const fits = (item: Json) =>
    index.KeySchema.every(({ AttributeName }) => {
      const definition = table.AttributeDefinitions.find((d) => d.AttributeName === AttributeName);
      const value = item[AttributeName] as Json | undefined;
      return definition !== undefined && value?.[definition.AttributeType] !== undefined;
    });
  for await (const key of store.db.keys({ gte: prefix, lt: `${prefix}\xFF` })) {
    const itemKey = key.slice(prefix.length);
    // Under the item's lock, or a write in between would leave the index with what the item was.
    await new Promise<void>((resolve, reject) => {
      items.lock(itemKey, (release) => {
        const done = release((error?: Error | null) => (error ? reject(error) : resolve()));
        items.get(itemKey, (error, item) => {
          if (error || !item || !fits(item)) return done(error);
          const [put] = library.database.getIndexActions([index], null, item, table).puts;
          if (!put) return done();
          target.put(put.key, put.item, (failed) => done(failed));
        });
      });
    });
  }
}

import type { TableDescription, Tag } from '@aws-sdk/client-dynamodb';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceContext, ResourceState } from '../../../resources/resource-type.ts';
import { callDynamoDb } from '../call.ts';
import { createTable } from '../operations/create-table.ts';
import { deleteTable } from '../operations/delete-table.ts';
import { describeTable } from '../operations/describe-table.ts';
import { listTables } from '../operations/list-tables.ts';
import { listTagsOfResource } from '../operations/list-tags-of-resource.ts';
import { updateTimeToLive } from '../operations/update-time-to-live.ts';
import { updateBackups } from './table-backups.ts';
import { type TableProperties, tableInput } from './table-properties.ts';
import { updateTableProperties } from './table-update.ts';

/** What tables and global tables have in common: a table, made, updated and deleted from a table's properties. */
export async function createTableResource(
  properties: TableProperties,
  context: ResourceContext,
): Promise<ResourceState> {
  const TableName = properties.TableName ?? context.generateName({ maxLength: 255 });
  const { TableDescription } = await callDynamoDb<{ TableDescription: TableDescription }>(
    createTable,
    tableInput(properties, TableName, context.tags),
    context,
  );
  const ttl = properties.TimeToLiveSpecification;
  if (ttl && ttl.Enabled === true) {
    const TimeToLiveSpecification = { AttributeName: ttl.AttributeName, Enabled: true };
    await callDynamoDb(updateTimeToLive, { TableName, TimeToLiveSpecification }, context);
  }
  await updateBackups(TableName, properties, context);
  return stateOf(TableDescription);
}

/** The newest table with this stack's and this resource's tags. */
export async function findTable(context: ResourceContext): Promise<ResourceState | undefined> {
  const ours = context.tags.filter(({ Key }) => /^aws:cloudformation:(stack|logical)-id$/.test(Key));
  const found: TableDescription[] = [];
  for (const TableName of await tableNames(context)) {
    const { Table } = await callDynamoDb<{ Table: TableDescription }>(describeTable, { TableName }, context);
    const { Tags } = await callDynamoDb<{ Tags: Tag[] }>(
      listTagsOfResource,
      { ResourceArn: Table.TableArn },
      context,
    );
    const has = (one: Tag) => Tags.some(({ Key, Value }) => Key === one.Key && Value === one.Value);
    if (ours.every(has)) found.push(Table);
  }
  const newest = found.sort((a, b) => Number(b.CreationDateTime) - Number(a.CreationDateTime))[0];
  return newest && stateOf(newest);
}

async function tableNames(context: ResourceContext): Promise<string[]> {
  const names: string[] = [];
  for (
    let ExclusiveStartTableName: string | undefined, isFirst = true;
    isFirst || ExclusiveStartTableName;
  ) {
    const page = await callDynamoDb<{ TableNames: string[]; LastEvaluatedTableName?: string }>(
      listTables,
      { ExclusiveStartTableName },
      context,
    );
    names.push(...page.TableNames);
    ExclusiveStartTableName = page.LastEvaluatedTableName;
    isFirst = false;
  }
  return names;
}

export async function updateTable(
  TableName: string,
  properties: TableProperties,
  context: ResourceContext,
): Promise<ResourceState> {
  await updateTableProperties(TableName, properties, context);
  const { Table } = await callDynamoDb<{ Table: TableDescription }>(describeTable, { TableName }, context);
  return stateOf(Table);
}

export async function deleteTableResource(TableName: string, context: ResourceContext): Promise<void> {
  await unlessGone(() => callDynamoDb(deleteTable, { TableName }, context));
}

type Keyed = Pick<TableProperties, 'KeySchema' | 'AttributeDefinitions' | 'LocalSecondaryIndexes'>;

/** Definitions may come and go with indexes; an attribute of the key can't change its type. */
export function keyTypesChange(properties: Keyed, previous: Keyed): boolean {
  const typeOf = (name: string, { AttributeDefinitions = [] }: Keyed) =>
    AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const keys = [
    properties.KeySchema,
    ...(properties.LocalSecondaryIndexes ?? []).map((index) => index.KeySchema),
  ];
  return keys.flat().some(({ AttributeName: name }) => typeOf(name, properties) !== typeOf(name, previous));
}

function stateOf({
  TableName = '',
  TableArn = '',
  TableId,
  LatestStreamArn,
}: TableDescription): ResourceState {
  return {
    physicalId: TableName,
    attributes: {
      Arn: TableArn,
      ...(TableId === undefined ? {} : { TableId }),
      ...(LatestStreamArn === undefined ? {} : { StreamArn: LatestStreamArn }),
    },
  };
}

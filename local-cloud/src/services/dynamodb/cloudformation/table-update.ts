import { isDeepStrictEqual } from 'node:util';
import type { TableDescription, TimeToLiveDescription } from '@aws-sdk/client-dynamodb';
import type { ResourceContext } from '../../../resources/resource-type.ts';
import { goneTags, tagMap } from '../../../resources/tags.ts';
import { callDynamoDb } from '../call.ts';
import { describeTable } from '../operations/describe-table.ts';
import { describeTimeToLive } from '../operations/describe-time-to-live.ts';
import { listTagsOfResource } from '../operations/list-tags-of-resource.ts';
import { tagResource } from '../operations/tag-resource.ts';
import { untagResource } from '../operations/untag-resource.ts';
import { updateTable } from '../operations/update-table.ts';
import { updateTimeToLive } from '../operations/update-time-to-live.ts';
import { updateBackups } from './table-backups.ts';
import { indexChanges, isSameWarmth, limitChange } from './table-indexes.ts';
import { encryption, indexInput, type TableProperties, tagsOf } from './table-properties.ts';

/** Makes a table what its properties say, whatever it is, with the calls that CloudFormation makes. */
export async function updateTableProperties(
  TableName: string,
  properties: TableProperties,
  context: ResourceContext,
): Promise<void> {
  const { Table } = await callDynamoDb<{ Table: TableDescription }>(describeTable, { TableName }, context);
  const update = (input: object) => callDynamoDb(updateTable, { TableName, ...input }, context);

  // An index must be gone before the attributes it alone used can be, and may need the new billing mode to be made.
  const indexes = indexChanges(properties, Table);
  for (const IndexName of indexes.deleted) {
    await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] });
  }
  const capacity = capacityChanges(properties, Table);
  const { updated } = indexes;
  if (Object.keys(capacity).length > 0 || updated.length > 0) {
    await update({ ...capacity, ...(updated.length > 0 ? { GlobalSecondaryIndexUpdates: updated } : {}) });
  }
  for (const index of indexes.created) {
    const { AttributeDefinitions } = properties;
    await update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: indexInput(index) }] });
  }
  for (const change of settingChanges(properties, Table)) await update(change);
  await changeTimeToLive(TableName, properties, context);
  await updateBackups(TableName, properties, context);
  await updateTags(properties, Table, context);
}

function capacityChanges(properties: TableProperties, table: TableDescription): object {
  const mode = properties.BillingMode ?? 'PROVISIONED';
  const current = table.BillingModeSummary?.BillingMode ?? 'PROVISIONED';
  const asked = properties.ProvisionedThroughput;
  const { ReadCapacityUnits, WriteCapacityUnits } = table.ProvisionedThroughput ?? {};
  const isSame = isDeepStrictEqual(asked, { ReadCapacityUnits, WriteCapacityUnits });
  const warmth = properties.WarmThroughput;
  return {
    ...(mode === current ? {} : { BillingMode: mode }),
    // DynamoDB refuses throughput that is what it was, unless the billing mode changes with it.
    ...(mode === current && (isSame || mode === 'PAY_PER_REQUEST') ? {} : { ProvisionedThroughput: asked }),
    ...limitChange(mode, properties.OnDemandThroughput, table.OnDemandThroughput),
    ...(warmth && !isSameWarmth(warmth, table.WarmThroughput) ? { WarmThroughput: warmth } : {}),
  };
}

/** One UpdateTable each, as DynamoDB takes one such change at a time. */
function settingChanges(properties: TableProperties, table: TableDescription): object[] {
  const changes: object[] = [];
  const isProtected = properties.DeletionProtectionEnabled === true;
  if (isProtected !== table.DeletionProtectionEnabled)
    changes.push({ DeletionProtectionEnabled: isProtected });
  const tableClass = properties.TableClass ?? 'STANDARD';
  if (tableClass !== (table.TableClassSummary?.TableClass ?? 'STANDARD'))
    changes.push({ TableClass: tableClass });
  const sse = encryption(properties);
  if (sse?.Enabled || table.SSEDescription) changes.push({ SSESpecification: sse ?? { Enabled: false } });
  const view = properties.StreamSpecification?.StreamViewType;
  const current = table.StreamSpecification?.StreamViewType;
  if (view !== current) {
    if (current !== undefined) changes.push({ StreamSpecification: { StreamEnabled: false } });
    if (view !== undefined)
      changes.push({ StreamSpecification: { StreamEnabled: true, StreamViewType: view } });
  }
  return changes;
}

async function changeTimeToLive(
  TableName: string,
  { TimeToLiveSpecification: ttl }: TableProperties,
  context: ResourceContext,
) {
  const { TimeToLiveDescription: current } = await callDynamoDb<{
    TimeToLiveDescription: TimeToLiveDescription;
  }>(describeTimeToLive, { TableName }, context);
  const wanted = ttl && ttl.Enabled === true ? ttl.AttributeName : undefined;
  if (wanted === current.AttributeName) return;
  // Another attribute is asked for as it is, which DynamoDB refuses while one is on.
  const AttributeName = wanted ?? current.AttributeName;
  const TimeToLiveSpecification = { AttributeName, Enabled: wanted !== undefined };
  await callDynamoDb(updateTimeToLive, { TableName, TimeToLiveSpecification }, context);
}

async function updateTags(properties: TableProperties, table: TableDescription, context: ResourceContext) {
  const ResourceArn = table.TableArn;
  const { Tags: current } = await callDynamoDb<{ Tags: { Key: string }[] }>(
    listTagsOfResource,
    { ResourceArn },
    context,
  );
  const Tags = tagsOf(properties, context.tags);
  const TagKeys = goneTags(
    current.map(({ Key }) => Key),
    tagMap(Tags),
  );
  if (TagKeys.length > 0) await callDynamoDb(untagResource, { ResourceArn, TagKeys }, context);
  if (Tags.length > 0) await callDynamoDb(tagResource, { ResourceArn, Tags }, context);
}

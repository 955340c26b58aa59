import { isDeepStrictEqual } from 'node:util';
import type { TableDescription, TimeToLiveDescription } from '@aws-sdk/client-dynamodb';
import type { ResourceContext } from '../../cloudformation/resource-type.ts';
import { callDynamoDb } from '../call.ts';
import { updateBackups } from './table-backups.ts';
import {
  encryption,
  indexInput,
  isTrue,
  type TableProperties,
  tagsOf,
  throughput,
} from './table-properties.ts';

/** Makes a table what its properties say, with the calls that CloudFormation makes. */
export async function updateTableProperties(
  TableName: string,
  properties: TableProperties,
  previous: TableProperties,
  context: ResourceContext,
): Promise<void> {
  const changed = (name: keyof TableProperties) => !isDeepStrictEqual(properties[name], previous[name]);
  const update = (input: object) => callDynamoDb('UpdateTable', { TableName, ...input }, context);

  // An index must be gone before the attributes it alone used can be, and may need the new billing mode to be made.
  const indexes = indexChanges(properties, previous);
  for (const IndexName of indexes.deleted) {
    await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] });
  }
  if (changed('BillingMode') || changed('ProvisionedThroughput') || indexes.resized.length > 0) {
    const GlobalSecondaryIndexUpdates = indexes.resized.map(({ IndexName, ProvisionedThroughput }) => ({
      Update: { IndexName, ProvisionedThroughput },
    }));
    const asked = throughput(properties.ProvisionedThroughput);
    const same = isDeepStrictEqual(asked, throughput(previous.ProvisionedThroughput));
    await update({
      BillingMode: properties.BillingMode ?? 'PROVISIONED',
      // DynamoDB refuses throughput that is what it was, unless the billing mode changes with it.
      ProvisionedThroughput: same && !changed('BillingMode') ? undefined : asked,
      ...(GlobalSecondaryIndexUpdates.length > 0 ? { GlobalSecondaryIndexUpdates } : {}),
      ...(same && !changed('BillingMode') ? { BillingMode: undefined } : {}),
    });
  }
  for (const index of indexes.created) {
    const { AttributeDefinitions } = properties;
    await update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: indexInput(index) }] });
  }
  if (changed('DeletionProtectionEnabled')) {
    await update({ DeletionProtectionEnabled: isTrue(properties.DeletionProtectionEnabled) });
  }
  if (changed('TableClass')) await update({ TableClass: properties.TableClass ?? 'STANDARD' });
  if (changed('SSESpecification')) {
    await update({ SSESpecification: encryption(properties) ?? { Enabled: false } });
  }
  await updateTimeToLive(TableName, properties, context);
  await updateBackups(TableName, properties, previous, context);
  await updateTags(TableName, properties, context);
}

function indexChanges(properties: TableProperties, previous: TableProperties) {
  const now = properties.GlobalSecondaryIndexes ?? [];
  const before = new Map((previous.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index]));
  const names = now.map(({ IndexName }) => IndexName);
  const remade = now.filter((index) => {
    const old = before.get(index.IndexName);
    const { KeySchema, Projection } = index;
    return old && !isDeepStrictEqual([KeySchema, Projection], [old.KeySchema, old.Projection]);
  });
  const resized = now
    .filter((index) => {
      const old = before.get(index.IndexName);
      const size = throughput(index.ProvisionedThroughput);
      return (
        old &&
        size &&
        !remade.includes(index) &&
        !isDeepStrictEqual(size, throughput(old.ProvisionedThroughput))
      );
    })
    .map(indexInput);
  return {
    deleted: [...before.keys()].filter(
      (name) => !names.includes(name) || remade.some(({ IndexName }) => IndexName === name),
    ),
    created: now.filter((index) => !before.has(index.IndexName) || remade.includes(index)),
    resized,
  };
}

async function updateTimeToLive(
  TableName: string,
  { TimeToLiveSpecification: ttl }: TableProperties,
  context: ResourceContext,
) {
  const { TimeToLiveDescription: current } = await callDynamoDb<{
    TimeToLiveDescription: TimeToLiveDescription;
  }>('DescribeTimeToLive', { TableName }, context);
  const wanted = ttl && isTrue(ttl.Enabled) ? ttl.AttributeName : undefined;
  if (wanted === current.AttributeName) return;
  const set = (AttributeName: string, Enabled: boolean) =>
    callDynamoDb(
      'UpdateTimeToLive',
      { TableName, TimeToLiveSpecification: { AttributeName, Enabled } },
      context,
    );
  if (current.AttributeName !== undefined) await set(current.AttributeName, false);
  if (wanted !== undefined) await set(wanted, true);
}

async function updateTags(TableName: string, properties: TableProperties, context: ResourceContext) {
  const { Table } = await callDynamoDb<{ Table: TableDescription }>('DescribeTable', { TableName }, context);
  const ResourceArn = Table.TableArn;
  const { Tags: current } = await callDynamoDb<{ Tags: { Key: string }[] }>(
    'ListTagsOfResource',
    { ResourceArn },
    context,
  );
  const Tags = tagsOf(properties, context.tags);
  const TagKeys = current.map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
  if (TagKeys.length > 0) await callDynamoDb('UntagResource', { ResourceArn, TagKeys }, context);
  if (Tags.length > 0) await callDynamoDb('TagResource', { ResourceArn, Tags }, context);
}

import { Cloud } from '../../../src/core/cloud.ts';
import type { ResourceContext } from '../../../src/resources/resource-type.ts';
import { callDynamoDb } from '../../../src/services/dynamodb/call.ts';
import { dynamodbTable } from '../../../src/services/dynamodb/cloudformation/table.ts';
import type { TableProperties } from '../../../src/services/dynamodb/cloudformation/table-properties.ts';
import { describeContinuousBackups } from '../../../src/services/dynamodb/operations/describe-continuous-backups.ts';
import { describeTable } from '../../../src/services/dynamodb/operations/describe-table.ts';
import { describeTimeToLive } from '../../../src/services/dynamodb/operations/describe-time-to-live.ts';
import { listTagsOfResource } from '../../../src/services/dynamodb/operations/list-tags-of-resource.ts';

let context: ResourceContext;
beforeAll(async () => {
  const cloud = await Cloud.create({ accountId: '000000000000', hosts: [] });
  context = {
    ...{ cloud, region: 'us-east-1', accountId: '000000000000', requestId: 'r' },
    ...{ stackName: 'stack', stackId: 'arn', logicalId: 'Table', tags: [{ Key: 'STAGE', Value: 'local' }] },
    generateName: () => 'stack-Table-ABC',
  };
});
afterAll(() => context.cloud.close());

const base: TableProperties = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  ProvisionedThroughput: { ReadCapacityUnits: '2', WriteCapacityUnits: 2 },
};
const described = async (TableName: string) =>
  (await callDynamoDb<{ Table: object }>(describeTable, { TableName }, context)).Table;

describe('AWS::DynamoDB::Table', () => {
  it('makes a table under a generated name, with TTL and tags', async () => {
    const state = await dynamodbTable.create(
      {
        ...base,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: 'true' },
        Tags: [{ Key: 'own', Value: '1' }],
      },
      context,
    );
    expect(state).toEqual({
      physicalId: 'stack-Table-ABC',
      attributes: {
        Arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table-ABC',
        TableId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      },
    });
    expect(await described('stack-Table-ABC')).toMatchObject({
      TableStatus: 'ACTIVE',
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 2 },
    });
    const ResourceArn = state.attributes.Arn;
    expect(await callDynamoDb(listTagsOfResource, { ResourceArn }, context)).toEqual({
      Tags: [
        { Key: 'STAGE', Value: 'local' },
        { Key: 'own', Value: '1' },
      ],
    });
    expect(await callDynamoDb(describeTimeToLive, { TableName: state.physicalId }, context)).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
  });

  it('updates in place: billing mode, an index, protection', async () => {
    const previous: TableProperties = { ...base, TableName: 'updated' };
    const state = await dynamodbTable.create(previous, context);
    const index = (name: string) => ({
      IndexName: `by-${name}`,
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    });
    const next: TableProperties = {
      TableName: 'updated',
      KeySchema: base.KeySchema,
      AttributeDefinitions: ['id', 'a'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [index('a')],
      DeletionProtectionEnabled: true,
    };
    await dynamodbTable.update(state, next, previous, context);
    expect(await described('updated')).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      GlobalSecondaryIndexes: [{ IndexName: 'by-a' }],
      DeletionProtectionEnabled: true,
    });
    await expect(dynamodbTable.delete(state, next, context)).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await dynamodbTable.update(state, previous, next, context);
    expect(await described('updated')).toMatchObject({
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 2 },
    });
    await dynamodbTable.delete(state, previous, context);
    await dynamodbTable.delete(state, previous, context);
    await expect(described('updated')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('switches point-in-time recovery on, to another period, and off', async () => {
    const recovery = async () => {
      const { ContinuousBackupsDescription } = await callDynamoDb<{
        ContinuousBackupsDescription: { PointInTimeRecoveryDescription: object };
      }>(describeContinuousBackups, { TableName: 'backed-up' }, context);
      return ContinuousBackupsDescription.PointInTimeRecoveryDescription;
    };
    const first: TableProperties = {
      ...{ ...base, TableName: 'backed-up' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true' },
    };
    const state = await dynamodbTable.create(first, context);
    expect(await recovery()).toMatchObject({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
    });
    const second: TableProperties = {
      ...first,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: '7' },
    };
    await dynamodbTable.update(state, second, first, context);
    expect(await recovery()).toMatchObject({ PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 7 });
    await dynamodbTable.update(state, { ...base, TableName: 'backed-up' }, second, context);
    expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });
});

import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { outputsOf, useStacks } from '../cloudformation/support.ts';

const { stacks, client } = await useStacks(DynamoDB);

const base = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  ProvisionedThroughput: { ReadCapacityUnits: '2', WriteCapacityUnits: 2 },
};
const table = (Properties: object) => ({
  Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties } },
  Outputs: {
    Name: { Value: { Ref: 'Table' } },
    Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } },
  },
});
const described = async (TableName: string) => (await client.describeTable({ TableName })).Table;

/** Updates the stack of a table, both of that name. */
async function update(name: string, properties: object): Promise<void> {
  const { StackStatus } = await stacks.update(name, table({ TableName: name, ...properties }));
  expect(StackStatus).toBe('UPDATE_COMPLETE');
}

describe('AWS::DynamoDB::Table', () => {
  it('makes a table under a generated name, with TTL and tags', async () => {
    const stack = await stacks.create(
      'nameless',
      table({
        ...base,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: 'true' },
        Tags: [{ Key: 'own', Value: '1' }],
      }),
      { Tags: [{ Key: 'STAGE', Value: 'local' }] },
    );
    const { Name: TableName = '', Arn: ResourceArn } = outputsOf(stack);
    expect(TableName).toMatch(/^nameless-Table-[A-Z0-9]+$/);
    expect(ResourceArn).toBe(`arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`);
    expect(await described(TableName)).toMatchObject({
      TableStatus: 'ACTIVE',
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 2 },
    });
    const { Tags = [] } = await client.listTagsOfResource({ ResourceArn });
    expect(Tags.filter(({ Key }) => !Key?.startsWith('aws:'))).toEqual([
      { Key: 'STAGE', Value: 'local' },
      { Key: 'own', Value: '1' },
    ]);
    expect((await client.describeTimeToLive({ TableName })).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expires',
    });
  });

  it('updates in place: billing mode, an index, protection', async () => {
    const TableName = 'updated';
    await stacks.create(TableName, table({ ...base, TableName }));
    const index = {
      IndexName: 'by-a',
      KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    };
    const next = {
      KeySchema: base.KeySchema,
      AttributeDefinitions: ['id', 'a'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [index],
      DeletionProtectionEnabled: true,
    };
    const { TableId } = (await described(TableName)) ?? {};
    await update(TableName, next);
    expect(await described(TableName)).toMatchObject({
      TableId,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      GlobalSecondaryIndexes: [{ IndexName: 'by-a' }],
      DeletionProtectionEnabled: true,
    });
    await update(TableName, base);
    expect(await described(TableName)).toMatchObject({
      TableId,
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 2 },
    });
    expect((await stacks.remove(TableName)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(described(TableName)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('stays while it is protected from being deleted', async () => {
    const TableName = 'protected';
    await stacks.create(TableName, table({ ...base, TableName, DeletionProtectionEnabled: true }));
    expect((await stacks.remove(TableName)).StackStatus).toBe('DELETE_FAILED');
    expect((await described(TableName))?.TableStatus).toBe('ACTIVE');
  });

  it('is gone already where it was deleted by itself', async () => {
    const TableName = 'dropped';
    await stacks.create(TableName, table({ ...base, TableName }));
    await client.deleteTable({ TableName });
    expect((await stacks.remove(TableName)).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('switches point-in-time recovery on, to another period, and off', async () => {
    const TableName = 'backed-up';
    const recovery = async () => {
      const { ContinuousBackupsDescription } = await client.describeContinuousBackups({ TableName });
      return ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    };
    const recovered = (PointInTimeRecoverySpecification: object) => ({
      ...base,
      PointInTimeRecoverySpecification,
    });
    await stacks.create(
      TableName,
      table({ TableName, ...recovered({ PointInTimeRecoveryEnabled: 'true' }) }),
    );
    expect(await recovery()).toMatchObject({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
    });
    await update(TableName, recovered({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: '7' }));
    expect(await recovery()).toMatchObject({ PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 7 });
    await update(TableName, base);
    expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });
});

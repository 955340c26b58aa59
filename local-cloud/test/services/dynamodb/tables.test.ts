import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { useCloud } from '../../support/cloud.ts';

const { cloud, client } = await useCloud(DynamoDBClient);

const simple = (TableName: string, more: Partial<CreateTableCommandInput> = {}, at = client) =>
  at.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...more,
    }),
  );

describe('CreateTable and DescribeTable', () => {
  it('answers a table that is being created and is active when asked next', async () => {
    const { TableDescription } = await simple('created');
    expect(TableDescription).toMatchObject({
      TableName: 'created',
      TableStatus: 'CREATING',
      TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/created',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: false,
    });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'created' }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Table).not.toHaveProperty('Tags');
  });

  it('rejects a table that exists', async () => {
    await simple('taken');
    await expect(simple('taken')).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Table already exists: taken',
    });
  });

  it('keeps regions apart', async () => {
    await simple('here');
    const other = new DynamoDBClient({ ...cloud.config, region: 'eu-west-1' });
    expect((await other.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await expect(other.send(new DescribeTableCommand({ TableName: 'here' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: here not found',
    });
    other.destroy();
  });

  it('takes an ARN for a name', async () => {
    const { TableDescription } = await simple('named');
    const { Table } = await client.send(new DescribeTableCommand({ TableName: TableDescription?.TableArn }));
    expect(Table?.TableName).toBe('named');
  });
});

describe('ListTables', () => {
  it('answers pages in order of name', async () => {
    // A region that no other test makes tables in.
    const west = new DynamoDBClient({ ...cloud.config, region: 'us-west-2' });
    for (const name of ['list-c', 'list-a', 'list-b', 'first']) await simple(name, {}, west);
    const first = await west.send(new ListTablesCommand({ ExclusiveStartTableName: 'list', Limit: 2 }));
    expect(first.TableNames).toEqual(['list-a', 'list-b']);
    expect(first.LastEvaluatedTableName).toBe('list-b');
    const { TableNames, LastEvaluatedTableName } = await west.send(
      new ListTablesCommand({ ExclusiveStartTableName: 'list-b' }),
    );
    expect([TableNames, LastEvaluatedTableName]).toEqual([['list-c'], undefined]);
    west.destroy();
  });
});

describe('DeleteTable', () => {
  it('removes the table at once, and its items with it', async () => {
    await simple('gone');
    await client.send(new PutItemCommand({ TableName: 'gone', Item: { id: { S: '1' } } }));
    const { TableDescription } = await client.send(new DeleteTableCommand({ TableName: 'gone' }));
    expect(TableDescription?.TableStatus).toBe('DELETING');
    await expect(client.send(new DeleteTableCommand({ TableName: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: gone not found',
    });
  });

  it('rejects a table that is protected until it is not', async () => {
    await simple('protected', { DeletionProtectionEnabled: true });
    await expect(client.send(new DeleteTableCommand({ TableName: 'protected' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    });
    await client.send(new UpdateTableCommand({ TableName: 'protected', DeletionProtectionEnabled: false }));
    await client.send(new DeleteTableCommand({ TableName: 'protected' }));
  });
});

describe('UpdateTable', () => {
  const AttributeDefinitions = [{ AttributeName: 'kind', AttributeType: 'S' as const }];
  const create = {
    IndexName: 'by-kind',
    KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' as const }],
    Projection: { ProjectionType: 'ALL' as const },
  };

  it('fills a new global index with the items that are there, and removes it', async () => {
    const TableName = 'indexed';
    await simple(TableName);
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: '1' }, kind: { S: 'a' } } }));
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: '2' }, kind: { N: '3' } } }));
    const { TableDescription } = await client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: create }],
      }),
    );
    expect(TableDescription?.TableStatus).toBe('UPDATING');
    expect(TableDescription?.GlobalSecondaryIndexes?.[0]?.IndexStatus).toBe('CREATING');
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: '3' }, kind: { S: 'a' } } }));
    const query = new QueryCommand({
      TableName,
      IndexName: 'by-kind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'a' } },
    });
    const { Items = [] } = await client.send(query);
    expect(Items.map(({ id }) => id?.S).sort()).toEqual(['1', '3']);

    await client.send(
      new UpdateTableCommand({
        TableName,
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-kind' } }],
      }),
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
    expect(Table?.AttributeDefinitions).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
    await expect(client.send(query)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('rejects two new indexes at once', async () => {
    await simple('two-indexes');
    const call = client.send(
      new UpdateTableCommand({
        TableName: 'two-indexes',
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: create }, { Create: { ...create, IndexName: 'again' } }],
      }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'LimitExceededException',
      message:
        'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    });
  });

  it('changes the billing mode', async () => {
    await simple('billed');
    await client.send(
      new UpdateTableCommand({
        TableName: 'billed',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
      }),
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'billed' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
    });
  });
});

describe('tags', () => {
  it('answers the tags of creation and those added, without those removed', async () => {
    const { TableDescription } = await simple('tagged', { Tags: [{ Key: 'equipe', Value: 'ação' }] });
    const ResourceArn = TableDescription?.TableArn;
    await client.send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: 'タグ', Value: '' },
          { Key: 'temp', Value: 'x' },
        ],
      }),
    );
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['temp'] }));
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([
      { Key: 'equipe', Value: 'ação' },
      { Key: 'タグ', Value: '' },
    ]);
  });
});

describe('time to live', () => {
  it('keeps the TTL attribute and rejects enabling it twice', async () => {
    const TableName = 'ttl';
    await simple(TableName);
    const set = (Enabled: boolean) =>
      client.send(
        new UpdateTimeToLiveCommand({
          TableName,
          TimeToLiveSpecification: { AttributeName: 'expires', Enabled },
        }),
      );
    await set(true);
    const described = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(described.TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expires',
    });
    await expect(set(true)).rejects.toMatchObject({ message: 'TimeToLive is already enabled' });
    await set(false);
    const after = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(after.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });
});

import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { Clock } from '../../../src/index.ts';
import { used } from '../../support/cloud.ts';
import { startDynamoDb } from './support.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const clock = new Clock();
const db = await used(startDynamoDb({ clock }));

const seconds = () => Math.floor(clock.now() / 1000);
const put = (TableName: string, id: string, expires: number | string) =>
  db.client.putItem({
    TableName,
    Item: { id: { S: id }, expires: typeof expires === 'number' ? { N: String(expires) } : { S: expires } },
  });
const enable = (TableName: string, AttributeName = 'expires', Enabled = true) =>
  db.client.updateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } });
async function ids(TableName: string): Promise<string[]> {
  const { Items = [] } = await db.client.scan({ TableName });
  return Items.map(({ id }) => id?.S ?? '').sort();
}

describe('time to live', () => {
  it('deletes items when their time has come, from indexes as well', async () => {
    await db.table('expiring', ['id:S'], {
      AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    await put('expiring', 'before', seconds() + 10);
    await enable('expiring');
    await put('expiring', 'soon', seconds() + 20);
    await put('expiring', 'later', seconds() + 3600);
    await put('expiring', 'text', String(seconds() - 10));
    await put('expiring', 'ancient', seconds() - 6 * YEAR_SECONDS);
    await db.client.updateItem({
      TableName: 'expiring',
      Key: { id: { S: 'soon' } },
      UpdateExpression: 'SET kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'k' } },
    });
    expect(await ids('expiring')).toEqual(['ancient', 'before', 'later', 'soon', 'text']);
    clock.advance(60_000);
    expect(await ids('expiring')).toEqual(['ancient', 'later', 'text']);
    expect((await db.client.scan({ TableName: 'expiring', IndexName: 'by-kind' })).Count).toBe(0);
  });

  it('leaves items whose time was put off, and those of a table where it is off', async () => {
    await db.table('put-off', ['id:S']);
    await enable('put-off');
    await put('put-off', 'kept', seconds() + 10);
    await put('put-off', 'kept', seconds() + 1000);
    clock.advance(60_000);
    expect(await ids('put-off')).toEqual(['kept']);
    await enable('put-off', 'expires', false);
    clock.advance(1_000_000);
    expect(await ids('put-off')).toEqual(['kept']);
  });

  it('deletes more items than go at once', async () => {
    await db.table('thousand', ['id:S']);
    await enable('thousand');
    for (let from = 0; from < 500; from += 25) {
      const requests = Array.from({ length: 25 }, (_, n) => ({
        PutRequest: { Item: { id: { S: `${from + n}` }, expires: { N: String(seconds() + 5) } } },
      }));
      await db.client.batchWriteItem({ RequestItems: { thousand: requests } });
    }
    clock.advance(10_000);
    while ((await db.client.scan({ TableName: 'thousand', Select: 'COUNT' })).Count)
      await new Promise(setImmediate);
    const { Table } = await db.client.describeTable({ TableName: 'thousand' });
    expect([Table?.ItemCount, Table?.TableSizeBytes]).toEqual([0, 0]);
  });

  it('tells in the stream who deleted an item', async () => {
    const description = await db.table('told', ['id:S'], {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'OLD_IMAGE' },
    });
    await enable('told');
    await put('told', 'a', seconds() + 10);
    await put('told', 'b', seconds() + 1000);
    await db.client.deleteItem({ TableName: 'told', Key: { id: { S: 'b' } } });
    clock.advance(60_000);
    const streams = new DynamoDBStreams(db.config);
    const StreamArn = description?.LatestStreamArn;
    const { StreamDescription } = await streams.describeStream({ StreamArn });
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator } = await streams.getShardIterator({
      StreamArn,
      ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const { Records } = await streams.getRecords({ ShardIterator });
    streams.destroy();
    expect(
      Records?.map(({ eventName, dynamodb, userIdentity }) => [
        eventName,
        dynamodb?.Keys?.id?.S,
        userIdentity,
      ]),
    ).toEqual([
      ['INSERT', 'a', undefined],
      ['INSERT', 'b', undefined],
      ['REMOVE', 'b', undefined],
      ['REMOVE', 'a', { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' }],
    ]);
  });

  it('rejects another attribute while it is on, and switching off what is not on', async () => {
    await db.table('refusing', ['id:S']);
    await expect(enable('refusing', 'expires', false)).rejects.toMatchObject({
      message: 'TimeToLive is already disabled',
    });
    await enable('refusing');
    await expect(enable('refusing', 'other')).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'TimeToLive is active on a different AttributeName: current AttributeName is expires',
    });
    await expect(enable('refusing')).rejects.toMatchObject({ message: 'TimeToLive is already enabled' });
  });
});

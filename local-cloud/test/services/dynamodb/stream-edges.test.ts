import { DynamoDBStreams, type GetShardIteratorCommandInput } from '@aws-sdk/client-dynamodb-streams';
import { startDynamoDb } from './support.ts';

let db: Awaited<ReturnType<typeof startDynamoDb>>;
let streams: DynamoDBStreams;
let StreamArn = '';
let ShardId = '';
beforeAll(async () => {
  db = await startDynamoDb();
  streams = new DynamoDBStreams({ ...db.config, maxAttempts: 1 });
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' as const };
  const description = await db.table('edges', ['id:S'], { StreamSpecification });
  StreamArn = description?.LatestStreamArn ?? '';
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
});
afterAll(async () => {
  streams.destroy();
  await db.close();
});

const iterator = async (type: Partial<GetShardIteratorCommandInput> = {}) => {
  const input = { StreamArn, ShardId, ShardIteratorType: 'LATEST' as const, ...type };
  return (await streams.getShardIterator(input)).ShardIterator;
};
const invalid = (message: string) => ({ name: 'ValidationException', message });
const tooMuch = (value: number, most: number) =>
  invalid(
    `1 validation error detected: Value '${value}' at 'limit' failed to satisfy constraint: ` +
      `Member must have value less than or equal to ${most}`,
  );
const missing = (member: string) =>
  invalid(
    `1 validation error detected: Value null at 'shardFilter.${member}' failed to satisfy constraint: ` +
      'Member must not be null',
  );

describe('a stream', () => {
  it('tells nothing of an item that stays the same but for the order of its attributes', async () => {
    const ShardIterator = await iterator();
    const put = (Item: string) =>
      db.raw('PutItem', { TableName: 'edges', Item: JSON.parse(Item) as Record<string, unknown> });
    await put('{"id":{"S":"a"},"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},"n":{"N":"1"}}');
    await put('{"n":{"N":"1"},"id":{"S":"a"},"m":{"M":{"y":{"N":"2"},"x":{"N":"1"}}}}');
    await put('{"n":{"N":"2"},"id":{"S":"a"},"m":{"M":{"y":{"N":"2"},"x":{"N":"1"}}}}');
    const { Records } = await streams.getRecords({ ShardIterator });
    expect(Records?.map(({ eventName, dynamodb }) => [eventName, dynamodb?.NewImage?.n?.N])).toEqual([
      ['INSERT', '1'],
      ['MODIFY', '2'],
    ]);
  });

  it('is not looked for under what is no ARN of a stream', async () => {
    const bad = 'arn:aws:dynamodb:us-east-1:000000000000:table/edges';
    const refused = invalid('Invalid StreamArn');
    await expect(streams.describeStream({ StreamArn: bad })).rejects.toMatchObject(refused);
    await expect(streams.listStreams({ ExclusiveStartStreamArn: bad })).rejects.toMatchObject(refused);
    await expect(iterator({ StreamArn: bad })).rejects.toMatchObject(refused);
  });

  it('has no shards behind one that it never had', async () => {
    const start = (ExclusiveStartShardId: string) =>
      streams.describeStream({ StreamArn, ExclusiveStartShardId });
    const { StreamDescription } = await start('z'.repeat(40));
    expect(StreamDescription?.Shards).toEqual([]);
    const before = await start(ShardId.replace(/^shardId-0/, 'shardId--'));
    expect(before.StreamDescription?.Shards?.map((shard) => shard.ShardId)).toEqual([ShardId]);
  });

  it('is read in pages of at most 1,000 records, and listed in pages of 100', async () => {
    const ShardIterator = await iterator();
    expect((await streams.getRecords({ ShardIterator, Limit: 1000 })).Records).toEqual([]);
    await expect(streams.getRecords({ ShardIterator, Limit: 1001 })).rejects.toMatchObject(
      tooMuch(1001, 1000),
    );
    await expect(streams.listStreams({ Limit: 101 })).rejects.toMatchObject(tooMuch(101, 100));
    await expect(streams.describeStream({ StreamArn, Limit: 101 })).rejects.toMatchObject(tooMuch(101, 100));
  });

  it('takes a filter only whole', async () => {
    await expect(streams.describeStream({ StreamArn, ShardFilter: { ShardId } })).rejects.toMatchObject(
      missing('type'),
    );
    const Type = 'CHILD_SHARDS' as const;
    await expect(streams.describeStream({ StreamArn, ShardFilter: { Type } })).rejects.toMatchObject(
      missing('shardId'),
    );
  });

  it.each(['LATEST', 'TRIM_HORIZON'] as const)('takes no sequence number beside %s', async (type) => {
    const SequenceNumber = '0'.repeat(21);
    await expect(iterator({ ShardIteratorType: type, SequenceNumber })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

import type { StreamViewType } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams, type _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { Clock } from '../../../src/index.ts';
import { startDynamoDb } from './support.ts';

const HOUR = 60 * 60 * 1000;
const clock = new Clock();
let db: Awaited<ReturnType<typeof startDynamoDb>>;
let streams: DynamoDBStreams;
beforeAll(async () => {
  db = await startDynamoDb({ clock });
  streams = new DynamoDBStreams({ ...db.config, maxAttempts: 1 });
});
afterAll(async () => {
  streams.destroy();
  await db.close();
});

async function streamed(name: string, StreamViewType: StreamViewType): Promise<string> {
  const description = await db.table(name, ['id:S'], {
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  });
  return description?.LatestStreamArn ?? '';
}
async function shardsOf(StreamArn: string) {
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  return StreamDescription?.Shards ?? [];
}
async function readAll(StreamArn: string): Promise<StreamRecord[]> {
  const records: StreamRecord[] = [];
  for (const { ShardId } of await shardsOf(StreamArn)) {
    const { ShardIterator } = await streams.getShardIterator({
      StreamArn,
      ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const { Records = [] } = await streams.getRecords({ ShardIterator });
    records.push(...Records);
  }
  return records;
}
const put = (TableName: string, id: string, v: string) =>
  db.client.putItem({ TableName, Item: { id: { S: id }, v: { S: v } } });

describe('a stream', () => {
  it.each<[StreamViewType, boolean, boolean]>([
    ['NEW_AND_OLD_IMAGES', true, true],
    ['NEW_IMAGE', true, false],
    ['OLD_IMAGE', false, true],
    ['KEYS_ONLY', false, false],
  ])('of type %s tells of an item made, changed and deleted', async (type, isNew, isOld) => {
    const arn = await streamed(`view-${type}`, type);
    await put(`view-${type}`, 'é', '1');
    await put(`view-${type}`, 'é', '2');
    // Nothing changes, so nothing is told.
    await put(`view-${type}`, 'é', '2');
    await db.client.deleteItem({ TableName: `view-${type}`, Key: { id: { S: 'é' } } });
    await db.client.deleteItem({ TableName: `view-${type}`, Key: { id: { S: 'é' } } });
    const image = (v: string) => ({ id: { S: 'é' }, v: { S: v } });
    const records = await readAll(arn);
    expect(
      records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.NewImage, dynamodb?.OldImage]),
    ).toEqual([
      ['INSERT', isNew ? image('1') : undefined, undefined],
      ['MODIFY', isNew ? image('2') : undefined, isOld ? image('1') : undefined],
      ['REMOVE', undefined, isOld ? image('2') : undefined],
    ]);
    expect(records[0]).toEqual({
      awsRegion: 'us-east-1',
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Date),
        Keys: { id: { S: 'é' } },
        ...(isNew ? { NewImage: image('1') } : {}),
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        // id and é take two bytes each, v and 1 one.
        SizeBytes: isNew ? 10 : 4,
        StreamViewType: type,
      },
    });
    const numbers = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect([...numbers].sort()).toEqual(numbers);
  });

  it('is read from its start, its end, and a sequence number on', async () => {
    const StreamArn = await streamed('read', 'NEW_IMAGE');
    const [shard] = await shardsOf(StreamArn);
    const from = async (
      ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER' | 'LATEST',
      SequenceNumber?: string,
    ) =>
      (
        await streams.getShardIterator({
          StreamArn,
          ShardId: shard?.ShardId,
          ShardIteratorType,
          SequenceNumber,
        })
      ).ShardIterator;
    const ids = async (ShardIterator: string | undefined, Limit?: number) => {
      const { Records = [], NextShardIterator } = await streams.getRecords({ ShardIterator, Limit });
      return { ids: Records.map(({ dynamodb }) => dynamodb?.Keys?.id?.S), next: NextShardIterator };
    };
    await put('read', 'a', '1');
    await put('read', 'b', '1');
    const latest = await from('LATEST');
    await put('read', 'c', '1');
    expect((await ids(latest)).ids).toEqual(['c']);
    const second = (await readAll(StreamArn))[1]?.dynamodb?.SequenceNumber;
    const page = await ids(await from('AT_SEQUENCE_NUMBER', second), 1);
    expect(page.ids).toEqual(['b']);
    expect((await ids(page.next)).ids).toEqual(['c']);
    expect((await ids(await from('AFTER_SEQUENCE_NUMBER', second))).ids).toEqual(['c']);
  });

  it('tells of everything that a transaction and a batch write', async () => {
    const arn = await streamed('many', 'KEYS_ONLY');
    const item = (id: string) => ({ id: { S: id } });
    await db.client.transactWriteItems({
      TransactItems: ['a', 'b'].map((id) => ({ Put: { TableName: 'many', Item: item(id) } })),
    });
    await db.client.batchWriteItem({
      RequestItems: { many: [{ PutRequest: { Item: item('c') } }, { DeleteRequest: { Key: item('a') } }] },
    });
    const records = await readAll(arn);
    expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.Keys?.id?.S])).toEqual([
      ['INSERT', 'a'],
      ['INSERT', 'b'],
      ['INSERT', 'c'],
      ['REMOVE', 'a'],
    ]);
  });

  it('ends when it is switched off, stays readable, and is followed by another', async () => {
    const first = await streamed('switched', 'KEYS_ONLY');
    await put('switched', 'a', '1');
    const StreamSpecification = { StreamEnabled: false };
    await db.client.updateTable({ TableName: 'switched', StreamSpecification });
    await put('switched', 'b', '1');
    const { TableDescription } = await db.client.updateTable({
      TableName: 'switched',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    });
    const second = TableDescription?.LatestStreamArn ?? '';
    await put('switched', 'c', '1');
    const ids = async (arn: string) => (await readAll(arn)).map(({ dynamodb }) => dynamodb?.Keys?.id?.S);
    expect([await ids(first), await ids(second)]).toEqual([['a'], ['c']]);
    const { StreamDescription } = await streams.describeStream({ StreamArn: first });
    expect(StreamDescription?.StreamStatus).toBe('DISABLED');
    expect(StreamDescription?.Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^\d{21}$/);
    const { Streams } = await streams.listStreams({ TableName: 'switched' });
    expect(Streams?.map(({ StreamArn }) => StreamArn)).toEqual([first, second]);
  });

  it('goes on in another shard after four hours, and loses what is older than a day', async () => {
    const StreamArn = await streamed('aging', 'KEYS_ONLY');
    await put('aging', 'old', '1');
    clock.advance(5 * HOUR);
    await put('aging', 'new', '1');
    const shards = await shardsOf(StreamArn);
    expect(shards).toHaveLength(2);
    expect(shards[1]?.ParentShardId).toBe(shards[0]?.ShardId);
    const { StreamDescription } = await streams.describeStream({
      StreamArn,
      ShardFilter: { Type: 'CHILD_SHARDS', ShardId: shards[0]?.ShardId },
    });
    expect(StreamDescription?.Shards).toEqual([shards[1]]);
    const { ShardIterator } = await streams.getShardIterator({
      ...{ StreamArn, ShardId: shards[0]?.ShardId, ShardIteratorType: 'TRIM_HORIZON' },
    });
    const closed = await streams.getRecords({ ShardIterator });
    expect([closed.Records?.length, closed.NextShardIterator]).toEqual([1, undefined]);
    clock.advance(20 * HOUR);
    await expect(streams.getRecords({ ShardIterator })).rejects.toMatchObject({
      name: 'ExpiredIteratorException',
    });
    expect((await readAll(StreamArn)).map(({ dynamodb }) => dynamodb?.Keys?.id?.S)).toEqual(['new']);
  });

  it('rejects what is not there, and a sequence number that is wanted and missing', async () => {
    const StreamArn = await streamed('refusals', 'KEYS_ONLY');
    const [shard] = await shardsOf(StreamArn);
    await expect(streams.describeStream({ StreamArn: `${StreamArn}x` })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Requested resource not found: Stream: ${StreamArn}x not found`,
    });
    const at = { StreamArn, ShardId: shard?.ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const };
    await expect(streams.getShardIterator(at)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(streams.getRecords({ ShardIterator: 'nonsense' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Invalid ShardIterator',
    });
    expect(await db.raw('GetThings', {}, 'DynamoDBStreams_20120810')).toMatchObject({
      status: 400,
      type: 'UnknownOperationException',
    });
    const twice = { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' as const } };
    await expect(db.client.updateTable({ TableName: 'refusals', ...twice })).rejects.toMatchObject({
      message: 'Table already has an enabled stream: TableName: refusals',
    });
  });
});

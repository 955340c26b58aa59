import { rm } from 'node:fs/promises';
import { type DynamoDB, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { temporaryFolder } from '../../../../tests/support/folders.ts';
import { ALL, failure, startDynamoDb } from './support.ts';

let folder: string;
let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  folder = temporaryFolder('restores-');
  db = await startDynamoDb({ dataDir: folder });
  await db.table('source', ['p:S', 's:N'], {
    AttributeDefinitions: [{ AttributeName: 'g', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'by-g', KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }], ...ALL },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    Tags: [{ Key: 'kept', Value: 'no' }],
  });
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const item = (n: number) => ({
  p: { S: `p${n % 7}` },
  s: { N: String(n) },
  g: { S: 'all' },
  text: { S: 'é'.repeat(50) },
});

/** Enough for a copy to take more than one turn of the event loop. */
const COUNT = 12_000;

/** Writes items by numbers. */
async function write(client: DynamoDB, from: number, to: number): Promise<void> {
  const writeFrom = async (n: number) => {
    const PutRequests = Array.from({ length: Math.min(25, to - n) }, (_, k) => ({
      PutRequest: { Item: item(n + k) },
    }));
    await client.batchWriteItem({ RequestItems: { source: PutRequests } });
  };
  for (let n = from; n < to; n += 200) {
    const starts = Array.from({ length: 8 }, (_, k) => n + 25 * k).filter((start) => start < to);
    await Promise.all(starts.map(writeFrom));
  }
}

async function numbersOf(TableName: string, IndexName?: string): Promise<number[]> {
  const numbers: number[] = [];
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await db.client.scan({ TableName, IndexName, ExclusiveStartKey });
    numbers.push(...(page.Items ?? []).map((each) => Number(each.s?.N)));
    ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey);
  return numbers.sort((a, b) => a - b);
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

async function restored(TargetTableName: string, BackupArn: string, more = {}) {
  const { TableDescription } = await db.client.restoreTableFromBackup({
    TargetTableName,
    BackupArn,
    ...more,
  });
  await waitUntilTableExists(
    { client: db.client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
    { TableName: TargetTableName },
  );
  return TableDescription;
}

describe('a backup', () => {
  let arn = '';

  it('has the items of the moment, whatever is written while it is made', async () => {
    await write(db.client, 0, COUNT);
    const { BackupDetails } = await db.client.createBackup({ TableName: 'source', BackupName: 'first' });
    arn = BackupDetails?.BackupArn ?? '';
    expect(arn).toMatch(
      /^arn:aws:dynamodb:us-east-1:000000000000:table\/source\/backup\/0\d{13}-[0-9a-f]{8}$/,
    );
    expect(BackupDetails).toMatchObject({
      BackupName: 'first',
      BackupStatus: 'CREATING',
      BackupType: 'USER',
    });
    await write(db.client, COUNT - 100, COUNT + 500);
    for (const n of [0, 1, 2, COUNT - 1]) {
      const { p, s } = item(n);
      await db.client.deleteItem({ TableName: 'source', Key: { p, s } });
    }
    const description = await restored('again', arn);
    expect(description).toMatchObject({
      TableStatus: 'CREATING',
      RestoreSummary: {
        SourceBackupArn: arn,
        SourceTableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/source',
        RestoreInProgress: true,
      },
    });
    expect(await numbersOf('again')).toEqual(upTo(COUNT));
    expect(await numbersOf('again', 'by-g')).toEqual(upTo(COUNT));
    const { Item } = await db.client.getItem({ TableName: 'again', Key: { p: { S: 'p2' }, s: { N: '2' } } });
    expect(Item).toEqual(item(2));
  });

  it('makes a table without what belongs to the table alone', async () => {
    const { Table } = await db.client.describeTable({ TableName: 'again' });
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      ItemCount: COUNT,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      RestoreSummary: { RestoreInProgress: false },
      GlobalSecondaryIndexes: [
        { IndexArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/again/index/by-g', IndexStatus: 'ACTIVE' },
      ],
    });
    expect(Table?.StreamSpecification).toBeUndefined();
    const { Tags } = await db.client.listTagsOfResource({ ResourceArn: Table?.TableArn });
    expect(Tags).toEqual([]);
  });

  it('makes one with other capacity and fewer indexes', async () => {
    await restored('leaner', arn, {
      BillingModeOverride: 'PROVISIONED',
      ProvisionedThroughputOverride: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
      GlobalSecondaryIndexOverride: [],
    });
    const { Table } = await db.client.describeTable({ TableName: 'leaner' });
    expect(Table).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
      AttributeDefinitions: [{ AttributeName: 'p' }, { AttributeName: 's' }],
    });
    expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
  });

  it('outlives its table and its process', async () => {
    await db.client.deleteTable({ TableName: 'source' });
    await db.close();
    db = await startDynamoDb({ dataDir: folder });
    const { BackupDescription } = await db.client.describeBackup({ BackupArn: arn });
    expect(BackupDescription).toMatchObject({
      BackupDetails: { BackupStatus: 'AVAILABLE', BackupName: 'first' },
      SourceTableDetails: { TableName: 'source', ItemCount: COUNT, BillingMode: 'PAY_PER_REQUEST' },
      SourceTableFeatureDetails: {
        GlobalSecondaryIndexes: [{ IndexName: 'by-g' }],
        StreamDescription: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      },
    });
    await restored('source', arn);
    expect(await numbersOf('source')).toEqual(upTo(COUNT));
  });

  it('is listed by table, time and page until it is deleted', async () => {
    for (const BackupName of ['second', 'third'])
      await db.client.createBackup({ TableName: 'leaner', BackupName });
    const names = async (input = {}) =>
      (await db.client.listBackups(input)).BackupSummaries?.map(({ BackupName }) => BackupName).sort();
    expect(await names()).toEqual(['first', 'second', 'third']);
    expect(await names({ TableName: 'source' })).toEqual(['first']);
    expect(await names({ TimeRangeUpperBound: new Date(0) })).toEqual([]);
    expect(await names({ BackupType: 'AWS_BACKUP' })).toEqual([]);
    const { LastEvaluatedBackupArn } = await db.client.listBackups({ Limit: 2 });
    expect(await names({ ExclusiveStartBackupArn: LastEvaluatedBackupArn })).toEqual(['first']);
    const { BackupDescription } = await db.client.deleteBackup({ BackupArn: arn });
    expect(BackupDescription?.BackupDetails?.BackupStatus).toBe('DELETED');
    expect(await names()).toEqual(['second', 'third']);
  });

  it('that is not there, or whose table is, is refused by name', async () => {
    expect(await failure(db.client.describeBackup({ BackupArn: arn }))).toMatchObject({
      name: 'BackupNotFoundException',
      message: `Backup not found: ${arn}`,
    });
    expect(await failure(db.client.createBackup({ TableName: 'absent', BackupName: 'never' }))).toMatchObject(
      {
        name: 'TableNotFoundException',
      },
    );
    const { BackupSummaries = [] } = await db.client.listBackups({});
    const { BackupArn } = BackupSummaries[0] ?? {};
    expect(
      await failure(db.client.restoreTableFromBackup({ TargetTableName: 'again', BackupArn })),
    ).toMatchObject({ name: 'TableAlreadyExistsException', message: 'Table already exists: again' });
  });
});

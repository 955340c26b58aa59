import { rm } from 'node:fs/promises';
import { waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { temporaryFolder } from '../../../../tests/support/folders.ts';
import { used } from '../../support/cloud.ts';
import { ALL, failure, startDynamoDb } from './support.ts';

type Db = Awaited<ReturnType<typeof startDynamoDb>>;

const db = await used(startDynamoDb());

const item = (n: number) => ({
  p: { S: `p${n % 7}` },
  s: { N: String(n) },
  g: { S: 'all' },
  text: { S: 'é'.repeat(50) },
});

/** Enough for a copy to take more than one turn of the event loop. */
const COUNT = 12_000;
const TABLES = 'arn:aws:dynamodb:us-east-1:000000000000:table';

/** A table with all that a table may have. */
const source = (db: Db, TableName: string) =>
  db.table(TableName, ['p:S', 's:N'], {
    AttributeDefinitions: [{ AttributeName: 'g', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'by-g', KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }], ...ALL },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    Tags: [{ Key: 'kept', Value: 'no' }],
  });

/** Writes items by numbers. */
async function write({ client }: Db, TableName: string, from: number, to: number): Promise<void> {
  const writeFrom = async (n: number) => {
    const PutRequests = Array.from({ length: Math.min(25, to - n) }, (_, k) => ({
      PutRequest: { Item: item(n + k) },
    }));
    await client.batchWriteItem({ RequestItems: { [TableName]: PutRequests } });
  };
  for (let n = from; n < to; n += 200) {
    const starts = Array.from({ length: 8 }, (_, k) => n + 25 * k).filter((start) => start < to);
    await Promise.all(starts.map(writeFrom));
  }
}

async function numbersOf({ client }: Db, TableName: string, IndexName?: string): Promise<number[]> {
  const numbers: number[] = [];
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await client.scan({ TableName, IndexName, ExclusiveStartKey });
    numbers.push(...(page.Items ?? []).map((each) => Number(each.s?.N)));
    ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey);
  return numbers.sort((a, b) => a - b);
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** A backup of a table of that name with so many items. @returns its ARN */
async function backedUp(db: Db, TableName: string, count: number): Promise<string> {
  await source(db, TableName);
  await write(db, TableName, 0, count);
  const { BackupDetails } = await db.client.createBackup({ TableName, BackupName: 'first' });
  return BackupDetails?.BackupArn ?? '';
}

async function restored({ client }: Db, TargetTableName: string, BackupArn: string, more = {}) {
  const { TableDescription } = await client.restoreTableFromBackup({ TargetTableName, BackupArn, ...more });
  await waitUntilTableExists(
    { client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
    { TableName: TargetTableName },
  );
  return TableDescription;
}

describe('a backup', () => {
  it('has the items of the moment, whatever is written while it is made', async () => {
    const TableName = 'busy';
    await source(db, TableName);
    await write(db, TableName, 0, COUNT);
    const { BackupDetails } = await db.client.createBackup({ TableName, BackupName: 'first' });
    const arn = BackupDetails?.BackupArn ?? '';
    expect(arn).toMatch(/^arn:aws:dynamodb:us-east-1:000000000000:table\/busy\/backup\/0\d{13}-[0-9a-f]{8}$/);
    expect(BackupDetails).toMatchObject({
      BackupName: 'first',
      BackupStatus: 'CREATING',
      BackupType: 'USER',
    });
    await write(db, TableName, COUNT - 100, COUNT + 500);
    for (const n of [0, 1, 2, COUNT - 1]) {
      const { p, s } = item(n);
      await db.client.deleteItem({ TableName, Key: { p, s } });
    }
    const description = await restored(db, 'again', arn);
    expect(description).toMatchObject({
      TableStatus: 'CREATING',
      RestoreSummary: {
        SourceBackupArn: arn,
        SourceTableArn: `${TABLES}/busy`,
        RestoreInProgress: true,
      },
    });
    expect(await numbersOf(db, 'again')).toEqual(upTo(COUNT));
    expect(await numbersOf(db, 'again', 'by-g')).toEqual(upTo(COUNT));
    const { Item } = await db.client.getItem({ TableName: 'again', Key: { p: { S: 'p2' }, s: { N: '2' } } });
    expect(Item).toEqual(item(2));
  });

  it('makes a table without what belongs to the table alone', async () => {
    await restored(db, 'copy', await backedUp(db, 'original', 30));
    const { Table } = await db.client.describeTable({ TableName: 'copy' });
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      ItemCount: 30,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      RestoreSummary: { RestoreInProgress: false },
      GlobalSecondaryIndexes: [{ IndexArn: `${TABLES}/copy/index/by-g`, IndexStatus: 'ACTIVE' }],
    });
    expect(Table?.StreamSpecification).toBeUndefined();
    const { Tags } = await db.client.listTagsOfResource({ ResourceArn: Table?.TableArn });
    expect(Tags).toEqual([]);
  });

  it('makes one with other capacity and fewer indexes', async () => {
    await restored(db, 'leaner', await backedUp(db, 'fuller', 30), {
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
    const dataDir = temporaryFolder('restores-');
    const before = await startDynamoDb({ dataDir });
    const BackupArn = await backedUp(before, 'source', 500);
    await before.client.deleteTable({ TableName: 'source' });
    await before.close();
    const after = await startDynamoDb({ dataDir });
    const { BackupDescription } = await after.client.describeBackup({ BackupArn });
    expect(BackupDescription).toMatchObject({
      BackupDetails: { BackupStatus: 'AVAILABLE', BackupName: 'first' },
      SourceTableDetails: { TableName: 'source', ItemCount: 500, BillingMode: 'PAY_PER_REQUEST' },
      SourceTableFeatureDetails: {
        GlobalSecondaryIndexes: [{ IndexName: 'by-g' }],
        StreamDescription: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      },
    });
    await restored(after, 'source', BackupArn);
    expect(await numbersOf(after, 'source')).toEqual(upTo(500));
    await after.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is listed by table, time and page until it is deleted', async () => {
    const own = await startDynamoDb();
    const BackupArn = await backedUp(own, 'source', 1);
    await own.table('other', ['p:S']);
    for (const BackupName of ['second', 'third'])
      await own.client.createBackup({ TableName: 'other', BackupName });
    const names = async (input = {}) =>
      (await own.client.listBackups(input)).BackupSummaries?.map(({ BackupName }) => BackupName).sort();
    expect(await names()).toEqual(['first', 'second', 'third']);
    expect(await names({ TableName: 'source' })).toEqual(['first']);
    expect(await names({ TimeRangeUpperBound: new Date(0) })).toEqual([]);
    expect(await names({ BackupType: 'AWS_BACKUP' })).toEqual([]);
    const { LastEvaluatedBackupArn } = await own.client.listBackups({ Limit: 2 });
    expect(await names({ ExclusiveStartBackupArn: LastEvaluatedBackupArn })).toEqual(['first']);
    const { BackupDescription } = await own.client.deleteBackup({ BackupArn });
    expect(BackupDescription?.BackupDetails?.BackupStatus).toBe('DELETED');
    expect(await names()).toEqual(['second', 'third']);
    await own.close();
  });

  it('that is not there, or whose table is, is refused by name', async () => {
    const BackupArn = await backedUp(db, 'kept', 1);
    expect(
      await failure(db.client.restoreTableFromBackup({ TargetTableName: 'kept', BackupArn })),
    ).toMatchObject({ name: 'TableAlreadyExistsException', message: 'Table already exists: kept' });
    await db.client.deleteBackup({ BackupArn });
    expect(await failure(db.client.describeBackup({ BackupArn }))).toMatchObject({
      name: 'BackupNotFoundException',
      message: `Backup not found: ${BackupArn}`,
    });
    expect(await failure(db.client.createBackup({ TableName: 'absent', BackupName: 'never' }))).toMatchObject(
      {
        name: 'TableNotFoundException',
      },
    );
  });
});

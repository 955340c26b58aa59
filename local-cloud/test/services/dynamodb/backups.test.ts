import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { useCloud } from '../../support/cloud.ts';

const { client } = await useCloud(DynamoDBClient);
beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName: 'users',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

const update = (TableName: string, PointInTimeRecoveryEnabled: boolean, RecoveryPeriodInDays?: number) =>
  client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, RecoveryPeriodInDays },
    }),
  );
const describeBackups = (TableName: string) =>
  client.send(new DescribeContinuousBackupsCommand({ TableName }));

describe('point-in-time recovery', () => {
  it('is off until it is asked for, on a table whose backups are on', async () => {
    const { ContinuousBackupsDescription } = await describeBackups('users');
    expect(ContinuousBackupsDescription).toEqual({
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    });
  });

  it('answers from when a table can be restored, and keeps that when the period changes', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { ContinuousBackupsDescription: enabled } = await update('users', true);
    const recovery = enabled?.PointInTimeRecoveryDescription;
    expect(recovery).toEqual({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
      EarliestRestorableDateTime: expect.any(Date),
      LatestRestorableDateTime: recovery?.EarliestRestorableDateTime,
    });
    expect(recovery?.EarliestRestorableDateTime?.getTime()).toBeGreaterThanOrEqual(before);
    await update('users', true, 3);
    const { ContinuousBackupsDescription: changed } = await describeBackups('users');
    expect(changed?.PointInTimeRecoveryDescription).toEqual({ ...recovery, RecoveryPeriodInDays: 3 });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'users' }));
    expect(Table).not.toHaveProperty('PointInTimeRecovery');
    const { ContinuousBackupsDescription: disabled } = await update('users', false);
    expect(disabled?.PointInTimeRecoveryDescription).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });

  it('rejects a table that is not there, and a period longer than 35 days', async () => {
    const missing = { name: 'TableNotFoundException', message: 'Table not found: missing' };
    await expect(update('missing', true)).rejects.toMatchObject(missing);
    await expect(describeBackups('missing')).rejects.toMatchObject(missing);
    await expect(update('users', true, 36)).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '36' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 35",
    });
  });
});

import type { CreateTableCommandInput, OnDemandThroughput } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { failure, startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());

const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const provisioned: Partial<CreateTableCommandInput> = { BillingMode: 'PROVISIONED', ProvisionedThroughput };

/** What UpdateTable answers of a table's limits, and what DescribeTable says then. */
async function update(TableName: string, limits: OnDemandThroughput) {
  const { TableDescription } = await db.client.updateTable({ TableName, OnDemandThroughput: limits });
  const { Table } = await db.client.describeTable({ TableName });
  return [TableDescription?.OnDemandThroughput, Table?.OnDemandThroughput];
}

// As captured from us-east-1 and eu-west-2 in July 2026.
describe('limits of a table on demand', () => {
  it('are kept where the other alone is changed, and taken away by -1, which is shown once', async () => {
    await db.table('limited', ['p:S'], {
      OnDemandThroughput: { MaxReadRequestUnits: 20, MaxWriteRequestUnits: 15 },
    });
    const merged = { MaxReadRequestUnits: 40, MaxWriteRequestUnits: 15 };
    expect(await update('limited', { MaxReadRequestUnits: 40 })).toEqual([merged, merged]);
    expect(await update('limited', { MaxReadRequestUnits: -1 })).toEqual([
      { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 15 },
      { MaxWriteRequestUnits: 15 },
    ]);
    expect(await update('limited', { MaxWriteRequestUnits: -1 })).toEqual([
      { MaxWriteRequestUnits: -1 },
      undefined,
    ]);
  });

  it('are refused for a provisioned table, and gone once a table is one', async () => {
    const limits = { OnDemandThroughput: { MaxReadRequestUnits: 5 } };
    await expect(db.table('never', ['p:S'], { ...provisioned, ...limits })).rejects.toMatchObject({
      message:
        'One or more parameter values were invalid: MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.',
    });
    await db.table('turned', ['p:S'], limits);
    await db.client.updateTable({ TableName: 'turned', ...provisioned });
    const { Table } = await db.client.describeTable({ TableName: 'turned' });
    expect(Table?.OnDemandThroughput).toBeUndefined();
    expect(await failure(update('turned', limits.OnDemandThroughput))).toMatchObject({
      message:
        'One or more parameter values were invalid: MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED',
    });
  });
});

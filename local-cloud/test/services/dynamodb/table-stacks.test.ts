import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { startDynamoDb } from './support.ts';

let db: Awaited<ReturnType<typeof startDynamoDb>>;
let cloudFormation: CloudFormation;
beforeAll(async () => {
  db = await startDynamoDb();
  cloudFormation = new CloudFormation({ ...db.config, maxAttempts: 1 });
});
afterAll(async () => {
  cloudFormation.destroy();
  await db.close();
});

const definitions = (...names: string[]) =>
  names.map((name) => {
    const [AttributeName, AttributeType = 'S'] = name.split(':');
    return { AttributeName, AttributeType };
  });
const keyed = (hash: string) => [{ AttributeName: hash, KeyType: 'HASH' }];
const index = (name: string, ProjectionType = 'ALL') => ({
  IndexName: `by-${name}`,
  KeySchema: keyed(name),
  Projection: { ProjectionType },
});
const base = {
  KeySchema: keyed('id'),
  AttributeDefinitions: definitions('id'),
  BillingMode: 'PAY_PER_REQUEST',
};

const template = (Properties: object, Type = 'AWS::DynamoDB::Table') =>
  JSON.stringify({
    Resources: { Table: { Type, Properties } },
    Outputs: { Name: { Value: { Ref: 'Table' } } },
  });

/** Waits for a stack to come to rest, as deploy tools do. */
async function settled(StackName: string) {
  while (true) {
    const { Stacks } = await cloudFormation.describeStacks({ StackName });
    if (!Stacks?.[0]?.StackStatus?.endsWith('_IN_PROGRESS')) return Stacks?.[0];
    await new Promise(setImmediate);
  }
}
async function create(StackName: string, properties: object, type?: string): Promise<string> {
  await cloudFormation.createStack({ StackName, TemplateBody: template(properties, type) });
  const stack = await settled(StackName);
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
  return stack?.Outputs?.[0]?.OutputValue ?? '';
}
/** @returns the stack's status, and why the table could not be updated */
async function update(StackName: string, properties: object, type?: string) {
  await cloudFormation.updateStack({ StackName, TemplateBody: template(properties, type) });
  const stack = await settled(StackName);
  const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName });
  const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  return { status: stack?.StackStatus, reason: failed?.ResourceStatusReason };
}
const described = async (TableName: string) => (await db.client.describeTable({ TableName })).Table;
const indexNames = async (TableName: string) =>
  (await described(TableName))?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName);

describe('a stack update of a table', () => {
  it('goes back to what was there where a new index has a key without a definition, and goes on after that', async () => {
    const TableName = await create('undefined-key', base);
    const refused = await update('undefined-key', { ...base, GlobalSecondaryIndexes: [index('a')] });
    expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(refused.reason).toContain('Some index key attributes are not defined in AttributeDefinitions');
    const defined = { ...base, AttributeDefinitions: definitions('id', 'a') };
    const done = await update('undefined-key', { ...defined, GlobalSecondaryIndexes: [index('a')] });
    expect(done).toEqual({ status: 'UPDATE_COMPLETE', reason: refused.reason });
    expect(await indexNames(TableName)).toEqual(['by-a']);
  });

  it('replaces a table whose key changes its type, but not one that its template names', async () => {
    const first = await create('retyped', base);
    const retyped = { ...base, AttributeDefinitions: definitions('id:N') };
    expect((await update('retyped', retyped)).status).toBe('UPDATE_COMPLETE');
    const { Stacks } = await cloudFormation.describeStacks({ StackName: 'retyped' });
    const second = Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '';
    expect(second).not.toBe(first);
    expect((await described(second))?.AttributeDefinitions).toEqual(definitions('id:N'));
    await expect(described(first)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });

    await create('named', { ...base, TableName: 'custom' });
    expect(await update('named', { ...retyped, TableName: 'custom' })).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      reason:
        'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename custom and update the stack again.',
    });
    expect((await described('custom'))?.AttributeDefinitions).toEqual(definitions('id'));
  });

  it('takes lists of no indexes', async () => {
    const TableName = await create('indexless', {
      ...base,
      ...{ GlobalSecondaryIndexes: [{ Ref: 'AWS::NoValue' }], LocalSecondaryIndexes: [] },
    });
    expect(await indexNames(TableName)).toBeUndefined();
  });

  it('makes or deletes one index at a time, and none of them otherwise than it was', async () => {
    const AttributeDefinitions = definitions('id', 'a', 'b', 'c');
    const start = {
      ...base,
      AttributeDefinitions: definitions('id', 'a'),
      GlobalSecondaryIndexes: [index('a')],
    };
    const TableName = await create('indexes', start);
    const several = 'Cannot perform more than one GSI creation or deletion in a single update';
    const two = {
      ...base,
      AttributeDefinitions,
      GlobalSecondaryIndexes: [index('a'), index('b'), index('c')],
    };
    const rolledBack = 'UPDATE_ROLLBACK_COMPLETE';
    expect(await update('indexes', two)).toEqual({ status: rolledBack, reason: several });
    const swapped = {
      ...base,
      AttributeDefinitions: definitions('id', 'b'),
      GlobalSecondaryIndexes: [index('b')],
    };
    expect(await update('indexes', swapped)).toEqual({ status: rolledBack, reason: several });
    const other = { ...start, GlobalSecondaryIndexes: [index('a', 'KEYS_ONLY')] };
    expect(await update('indexes', other)).toEqual({
      status: rolledBack,
      reason:
        "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
    });
    const one = {
      ...base,
      AttributeDefinitions: definitions('id', 'a', 'b'),
      GlobalSecondaryIndexes: [index('a'), index('b')],
    };
    expect((await update('indexes', one)).status).toBe('UPDATE_COMPLETE');
    expect(await indexNames(TableName)).toEqual(['by-a', 'by-b']);
  });

  it('refuses another time-to-live attribute while one is on', async () => {
    const timed = (AttributeName: string, Enabled = true) => ({
      ...base,
      TimeToLiveSpecification: { AttributeName, Enabled },
    });
    const TableName = await create('timed', timed('expires'));
    const refused = await update('timed', timed('other'));
    expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(refused.reason).toContain('TimeToLive is active on a different AttributeName');
    expect((await update('timed', timed('expires', false))).status).toBe('UPDATE_COMPLETE');
    expect((await update('timed', timed('other'))).status).toBe('UPDATE_COMPLETE');
    const { TimeToLiveDescription } = await db.client.describeTimeToLive({ TableName });
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'other' });
  });

  it('changes a stream, throughput on demand and warm throughput in place', async () => {
    const TableName = await create('settings', base);
    const settings = {
      ...base,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: '20' },
      WarmThroughput: { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 5_000 },
    };
    expect((await update('settings', settings)).status).toBe('UPDATE_COMPLETE');
    expect(await described(TableName)).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 20 },
      WarmThroughput: { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 5_000, Status: 'ACTIVE' },
    });
    expect((await update('settings', base)).status).toBe('UPDATE_COMPLETE');
    const plain = await described(TableName);
    expect([plain?.StreamSpecification, plain?.OnDemandThroughput]).toEqual([undefined, undefined]);
  });

  it('takes one limit away, and all of them where a table becomes a provisioned one', async () => {
    const limits = { OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 20 } };
    const AttributeDefinitions = definitions('id', 'a');
    const limited = { ...base, ...limits, AttributeDefinitions };
    const TableName = await create('limits', {
      ...limited,
      GlobalSecondaryIndexes: [{ ...index('a'), ...limits }],
    });
    const fewer = { OnDemandThroughput: { MaxReadRequestUnits: 10 } };
    const GlobalSecondaryIndexes = [{ ...index('a'), ...fewer }];
    expect((await update('limits', { ...limited, ...fewer, GlobalSecondaryIndexes })).status).toBe(
      'UPDATE_COMPLETE',
    );
    const lower = await described(TableName);
    expect([lower?.OnDemandThroughput, lower?.GlobalSecondaryIndexes?.[0]?.OnDemandThroughput]).toEqual([
      { MaxReadRequestUnits: 10 },
      { MaxReadRequestUnits: 10 },
    ]);
    const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 2 };
    const provisioned = { ...base, AttributeDefinitions, BillingMode: 'PROVISIONED', ProvisionedThroughput };
    const indexes = { GlobalSecondaryIndexes: [{ ...index('a'), ProvisionedThroughput }] };
    expect((await update('limits', { ...provisioned, ...indexes })).status).toBe('UPDATE_COMPLETE');
    const table = await described(TableName);
    expect(table).toMatchObject({
      ProvisionedThroughput,
      GlobalSecondaryIndexes: [{ ProvisionedThroughput }],
    });
    expect([table?.OnDemandThroughput, table?.GlobalSecondaryIndexes?.[0]?.OnDemandThroughput]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('AWS::DynamoDB::GlobalTable', () => {
  const global = (...regions: string[]) => ({
    ...base,
    AttributeDefinitions: definitions('id', 'a'),
    GlobalSecondaryIndexes: [index('a')],
    Replicas: regions.map((Region) => ({
      Region,
      Tags: [{ Key: 'k', Value: 'v' }],
      DeletionProtectionEnabled: false,
    })),
  });

  it('is a table where its one replica is in the region of its stack', async () => {
    const TableName = await create('global', global('us-east-1'), 'AWS::DynamoDB::GlobalTable');
    const table = await described(TableName);
    expect(table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['by-a']);
    const { Tags } = await db.client.listTagsOfResource({ ResourceArn: table?.TableArn });
    expect(Tags).toContainEqual({ Key: 'k', Value: 'v' });
  });

  it('refuses other replicas', async () => {
    await cloudFormation.createStack({
      StackName: 'replicas',
      TemplateBody: template(global('us-east-1', 'eu-west-1'), 'AWS::DynamoDB::GlobalTable'),
    });
    expect((await settled('replicas'))?.StackStatus).toBe('ROLLBACK_COMPLETE');
    const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName: 'replicas' });
    const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failed?.ResourceStatusReason).toContain(
      "Replicas other than one in the stack's region, us-east-1, are not supported",
    );
  });
});

import type { CreateTableCommandInput, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { ALL, startDynamoDb } from './support.ts';

const db = await used(startDynamoDb());
beforeAll(async () => {
  await db.table('things', ['p:S']);
});

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' as const });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const index = (name: string) => ({ IndexName: `by-${name}`, KeySchema: [hash(name)], ...ALL });
const many = (count: number) => Array.from({ length: count }, (_, n) => `a${n}`);
const INVALID = 'One or more parameter values were invalid: ';

describe('CreateTable', () => {
  const create = (input: Partial<CreateTableCommandInput>) =>
    db.client.createTable({
      TableName: 'refused',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: undefined,
      AttributeDefinitions: undefined,
      ...input,
    } as CreateTableCommandInput);

  it.each<[string, Partial<CreateTableCommandInput>, string]>([
    [
      'a key without a definition',
      { KeySchema: [hash('p')], AttributeDefinitions: [text('q')] },
      `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [p], AttributeDefinitions: [q]`,
    ],
    [
      'RANGE before HASH',
      { KeySchema: [range('p'), hash('s')], AttributeDefinitions: [text('p'), text('s')] },
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'a definition that no key needs',
      { KeySchema: [hash('p')], AttributeDefinitions: [text('p'), text('q')] },
      `${INVALID}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    ],
    [
      'a 21st global index',
      {
        KeySchema: [hash('p')],
        AttributeDefinitions: ['p', ...many(21)].map(text),
        GlobalSecondaryIndexes: many(21).map(index),
      },
      `${INVALID}GlobalSecondaryIndex count exceeds the per-table limit of 20`,
    ],
    [
      'throughput on demand',
      {
        KeySchema: [hash('p')],
        AttributeDefinitions: [text('p')],
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
      `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'replicas',
      {
        KeySchema: [hash('p')],
        AttributeDefinitions: [text('p')],
        GlobalTableSourceArn: 'arn:aws:dynamodb:us-east-1:1:table/x',
      },
      `${INVALID}GlobalTableSourceArn is not supported by local-cloud.`,
    ],
  ])('rejects %s', async (_what, input, message) => {
    await expect(create(input)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('gives a table an id of its own, and keeps what it is told', async () => {
    const description = await db.table('kept', ['p:S'], {
      AttributeDefinitions: [text('g')],
      GlobalSecondaryIndexes: [
        { ...index('g'), OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 } },
      ],
      OnDemandThroughput: { MaxReadRequestUnits: 7 },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      SSESpecification: { Enabled: true },
    });
    expect(description?.TableId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const { Table } = await db.client.describeTable({ TableName: 'kept' });
    expect(Table).toMatchObject({
      TableId: description?.TableId,
      GlobalSecondaryIndexes: [{ OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 } }],
      OnDemandThroughput: { MaxReadRequestUnits: 7 },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
    });
    const OnDemandThroughput = { MaxReadRequestUnits: 50 };
    await db.client.updateTable({
      TableName: 'kept',
      GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'by-g', OnDemandThroughput } }],
    });
    const { Table: changed } = await db.client.describeTable({ TableName: 'kept' });
    expect(changed?.GlobalSecondaryIndexes?.[0]?.OnDemandThroughput).toEqual({
      MaxReadRequestUnits: 50,
      MaxWriteRequestUnits: 6,
    });
  });
});

describe('UpdateTable', () => {
  it('rejects another type for a key attribute, an index that is there, and one that is not', async () => {
    const update = (input: object) =>
      expect(db.client.updateTable({ TableName: 'things', ...input })).rejects;
    await update({
      AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'N' }],
      GlobalSecondaryIndexUpdates: [{ Create: index('p') }],
    }).toMatchObject({ name: 'ValidationException' });
    await update({ GlobalSecondaryIndexUpdates: [{ Create: index('q') }] }).toMatchObject({
      message: `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [q], AttributeDefinitions: []`,
    });
    await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'none' } }] }).toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await update({}).toMatchObject({ name: 'ValidationException' });
  });
});

describe('reads', () => {
  it('rejects a segment alone, and SPECIFIC_ATTRIBUTES without any', async () => {
    const scan = (input: object) => expect(db.client.scan({ TableName: 'things', ...input })).rejects;
    await scan({ Segment: 0 }).toMatchObject({
      message:
        'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    });
    await scan({ Select: 'SPECIFIC_ATTRIBUTES' }).toMatchObject({ name: 'ValidationException' });
    await scan({ IndexName: 'none' }).toMatchObject({
      message: 'The table does not have the specified index: none',
    });
  });

  it('takes members that are null as not given, and names several problems at once', async () => {
    expect(await db.raw('ListTables', { Limit: null })).toMatchObject({ status: 200 });
    expect(await db.raw('GetItem', { TableName: 'things', ReturnConsumedCapacity: 'ALL' })).toEqual({
      status: 400,
      type: 'ValidationException',
      message:
        "2 validation errors detected: Value null at 'key' failed to satisfy constraint: Member must not be null; Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
    });
    expect(await db.raw('GetItem', { TableName: 5 })).toMatchObject({
      type: 'SerializationException',
      message: 'NUMBER_VALUE cannot be converted to String',
    });
  });

  it('scans every item once, in whatever segments', async () => {
    await db.table('segments', ['p:S']);
    for (let n = 0; n < 40; n += 1)
      await db.client.putItem({ TableName: 'segments', Item: { p: { S: `${n}` } } });
    for (const TotalSegments of [1, 2, 7]) {
      const found: string[] = [];
      for (let Segment = 0; Segment < TotalSegments; Segment += 1) {
        let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
        do {
          const page = await db.client.scan({
            TableName: 'segments',
            Segment,
            TotalSegments,
            Limit: 3,
            ExclusiveStartKey,
          });
          found.push(...(page.Items ?? []).map(({ p }) => p?.S ?? ''));
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey);
      }
      expect(found.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    }
  });
});

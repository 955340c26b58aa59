import { once } from 'node:events';
import http from 'node:http';
import { crc32 } from 'node:zlib';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListImportsCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { useCloud } from '../../support/cloud.ts';

const { cloud, client } = await useCloud(DynamoDBClient);
const TableName = 'things';
beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

const plain = (operation: string, body: string, headers: Record<string, string> = {}) =>
  fetch(cloud.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      ...headers,
    },
    body,
  });

describe('items', () => {
  it('survive the round trip, whatever is in them', async () => {
    const text = JSON.stringify({ 'é😀': [1.5, '', null, { __proto__x: {} }] });
    const Item = { id: { S: 'a/b %2F 😀' }, data: { S: text }, more: { M: { constructor: { N: '1' } } } };
    await client.send(new PutItemCommand({ TableName, Item }));
    const found = await client.send(new GetItemCommand({ TableName, Key: { id: Item.id } }));
    expect(found.Item).toEqual(Item);
  });

  it('answers the item that failed a condition, where asked to', async () => {
    const Item = { id: { S: 'once' }, n: { N: '1' } };
    await client.send(new PutItemCommand({ TableName, Item }));
    const again = {
      TableName,
      Item: { ...Item, n: { N: '2' } },
      ConditionExpression: 'attribute_not_exists(id)',
    };
    const asked = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
    await expect(client.send(new PutItemCommand({ ...again, ...asked }))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item,
    });
    const unasked = await client.send(new PutItemCommand(again)).catch((error: unknown) => error);
    expect(unasked).toMatchObject({ name: 'ConditionalCheckFailedException', Item: undefined });
  });

  it('count under concurrent updates', async () => {
    const update = new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'counter' } },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    await Promise.all(Array.from({ length: 25 }, () => client.send(update)));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: 'counter' } } }));
    expect(Item?.n).toEqual({ N: '25' });
  });

  it('rejects an item above 400 KB', async () => {
    const Item = { id: { S: 'big' }, data: { S: 'x'.repeat(409_600) } };
    await expect(client.send(new PutItemCommand({ TableName, Item }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Item size has exceeded the maximum allowed size',
    });
  });
});

describe('the wire', () => {
  it('carries the checksum of the answer, and takes requests that are not signed', async () => {
    const answer = await plain('ListTables', '{}');
    const body = Buffer.from(await answer.arrayBuffer());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-amz-crc32')).toBe(String(crc32(body)));
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(body.toString())).toEqual({ TableNames: [TableName] });
  });

  it('names errors with the namespace they come from', async () => {
    const answers = await Promise.all([
      plain('GetItem', JSON.stringify({ TableName: 'none', Key: { id: { S: '1' } } })),
      plain('GetItem', JSON.stringify({ TableName, Key: { id: { N: '1' } } })),
      plain('GetItem', '{'),
    ]);
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ __type: string }>));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(bodies[0]).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'Requested resource not found',
    });
    expect(bodies[1]).toEqual({
      __type: 'com.amazon.coral.validate#ValidationException',
      message: 'The provided key element does not match the schema',
    });
    expect(bodies[2]?.__type).toBe('com.amazon.coral.service#SerializationException');
  });

  it('rejects operations that are not here, by name', async () => {
    const call = client.send(new ListImportsCommand({}));
    await expect(call).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'ListImports is not supported by local-cloud.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('outlives a client that goes away in the middle of its request', async () => {
    const request = http.request(cloud.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-length': '1000' },
    });
    request.on('error', () => undefined);
    request.write('{"TableName":');
    await once(request, 'socket');
    const closed = new Promise((resolve) => request.on('close', resolve));
    request.destroy();
    await closed;
    const { Count } = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
    expect(Count).toBe(3);
  });
});

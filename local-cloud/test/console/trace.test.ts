import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Span } from '../../src/console/types.ts';
import { used } from '../support/cloud.ts';
import { functionWithUrl, observed, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

const TRACE = '1-6b084034-74ff154b4c3f9fa39ecd14bd';

/** Reads an item with the SDK, and asks another function through it. */
const FRONT = `
  const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
  const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
  await new DynamoDBClient({}).send(new GetItemCommand({ TableName: 'traced', Key: { id: { S: 'a' } } }));
  await new LambdaClient({}).send(new InvokeCommand({ FunctionName: 'behind' }));
  return 'ok';`;

it('follows a request through its function to what that asks for, and on', async () => {
  const dynamodb = new DynamoDBClient(cloud.config);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'traced',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  dynamodb.destroy();
  await functionWithUrl(cloud.lambda, 'behind', 'return 1;');
  const url = await functionWithUrl(cloud.lambda, 'front', FRONT);
  const response = await fetch(`${url}rooms`, { headers: { 'x-amzn-trace-id': `Root=${TRACE}` } });
  expect([response.status, await response.text()]).toEqual([200, 'ok']);
  const { body } = await observed<{ spans: Span[] }>(cloud.config.endpoint, `traces/${TRACE}`);
  const nameOf = new Map(body.spans.map((span) => [span.id, span.name]));
  const edges = body.spans.map((span) => [nameOf.get(span.parent ?? '') ?? null, span.name]);
  expect(edges).toEqual([
    [null, 'GET /rooms'],
    ['GET /rooms', 'front'],
    ['front', 'dynamodb:GetItem'],
    ['front', 'lambda:Invoke'],
    ['lambda:Invoke', 'behind'],
  ]);
  for (const span of body.spans) expect(span.durationMs).toBeGreaterThan(0);
});

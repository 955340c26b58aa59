import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { createFunction, invoke, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());
beforeAll(async () => {
  await new DynamoDB(cloud.config).createTable({
    TableName: 'rooms',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
});

describe('a function that calls an AWS host by name', () => {
  it('reaches the local endpoint through SDK v3', async () => {
    const body = `
      const { DynamoDB } = require('@aws-sdk/client-dynamodb');
      const client = new DynamoDB({ endpoint: 'https://dynamodb.us-east-1.amazonaws.com' });
      return (await client.listTables({})).TableNames;`;
    await createFunction(cloud.lambda, 'v3', body, { Timeout: 20 });
    expect(await invoke(cloud.lambda, 'v3')).toMatchObject({ result: ['rooms'] });
  });

  it('reaches the local endpoint through SDK v2, which the older runtimes carry', async () => {
    const body = `
      const AWS = require('aws-sdk');
      const s3 = new AWS.S3();
      await s3.createBucket({ Bucket: 'from-v2' }).promise();
      await s3.putObject({ Bucket: 'from-v2', Key: 'a', Body: 'text' }).promise();
      const { Body } = await s3.getObject({ Bucket: 'from-v2', Key: 'a' }).promise();
      const { TableNames } = await new AWS.DynamoDB().listTables().promise();
      return [Body.toString(), TableNames];`;
    await createFunction(cloud.lambda, 'v2', body, { Runtime: 'nodejs16.x', Timeout: 20, MemorySize: 512 });
    expect(await invoke(cloud.lambda, 'v2')).toMatchObject({ result: ['text', ['rooms']] });
  });

  it('does not find SDK v2 in the runtimes that carry v3', async () => {
    await createFunction(cloud.lambda, 'v3-only', `return require('aws-sdk').VERSION;`);
    expect(await invoke(cloud.lambda, 'v3-only')).toMatchObject({
      result: { errorType: 'Error', errorMessage: expect.stringContaining("Cannot find module 'aws-sdk'") },
    });
  });
});

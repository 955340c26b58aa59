import { FORM, send, signedFor, target } from '../gateway/support.ts';
import { startCloud, used } from '../support/cloud.ts';

const cloud = await used(startCloud());

const form = (service: string, parameters: Record<string, string>) =>
  send(cloud.endpoint, {
    headers: { ...FORM, ...signedFor(service) },
    body: new URLSearchParams(parameters).toString(),
  });

describe('dates', () => {
  it('are seconds with a fraction in JSON', async () => {
    const before = Date.now() / 1000;
    const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }];
    const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
    const table = { TableName: 'dates', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions, KeySchema };
    const { body } = await send(cloud.endpoint, {
      headers: target('DynamoDB_20120810.CreateTable'),
      body: JSON.stringify(table),
    });
    const { CreationDateTime } = JSON.parse(body).TableDescription;
    expect(CreationDateTime).toBeGreaterThanOrEqual(before - 1);
    expect(CreationDateTime).toBeLessThanOrEqual(Date.now() / 1000);
    const api = await send(cloud.endpoint, {
      path: '/restapis',
      headers: signedFor('apigateway'),
      body: '{"name":"dates"}',
    });
    expect(api.status).toBe(201);
    expect(JSON.parse(api.body).createdDate).toBeGreaterThanOrEqual(Math.floor(before));
    expect(JSON.parse(api.body).createdDate).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it('are ISO 8601 in XML', async () => {
    const { body } = await form('sts', {
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::000000000000:role/r',
      RoleSessionName: 'dates',
    });
    expect(body).toMatch(/<Expiration>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z<\/Expiration>/);
  });
});

describe('text', () => {
  it('is escaped in answers and in errors', async () => {
    const created = await form('iam', {
      Action: 'CreateRole',
      RoleName: 'escaped',
      Description: '<b> & "quoted"',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      }),
    });
    expect([created.status, created.body]).toEqual([
      200,
      expect.stringContaining('<Description>&lt;b&gt; &amp; &quot;quoted&quot;</Description>'),
    ]);
    const refused = await form('cloudformation', { Action: 'DescribeStacks', StackName: '<&>' });
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('&lt;&amp;&gt;')]);
    expect(refused.body).not.toContain('<&>');
  });

  it('survives a form and a JSON body in any language', async () => {
    for (const name of ['日本語', 'é👩‍👩‍👧']) {
      const { body } = await send(cloud.endpoint, {
        path: '/restapis',
        headers: signedFor('apigateway'),
        body: JSON.stringify({ name }),
      });
      expect(JSON.parse(body).name).toBe(name);
    }
  });
});

describe('lists in a form', () => {
  it('reach the operation in the order of their numbers', async () => {
    await form('iam', {
      Action: 'CreateRole',
      RoleName: 'tagged',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      }),
      'Tags.member.10.Key': 'last',
      'Tags.member.10.Value': '3',
      'Tags.member.2.Value': '2',
      'Tags.member.2.Key': 'middle',
      'Tags.member.1.Key': 'first',
      'Tags.member.1.Value': '1',
    });
    const { body } = await form('iam', { Action: 'ListRoleTags', RoleName: 'tagged' });
    expect(
      [...body.matchAll(/<Key>(\w+)<\/Key><Value>(\d)<\/Value>/g)].map(([, key, value]) => [key, value]),
    ).toEqual([
      ['first', '1'],
      ['middle', '2'],
      ['last', '3'],
    ]);
  });
});

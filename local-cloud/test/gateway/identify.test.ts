import type { OutgoingHttpHeaders } from 'node:http';
import { startCloud, used } from '../support/cloud.ts';
import { FORM, send, signedFor, target } from './support.ts';

const cloud = await used(startCloud());

const CALLER = 'Action=GetCallerIdentity&Version=2011-06-15';
const ask = async (headers: OutgoingHttpHeaders, body?: string, path = '/') => {
  const answer = await send(cloud.endpoint, { path, headers, body });
  return [answer.status, answer.body];
};
const sts = [200, expect.stringContaining('<Account>000000000000</Account>')];

describe('a request is for the service', () => {
  it('that it is signed for, whatever else it says', async () => {
    const misleading = { ...FORM, 'x-amz-target': 'DynamoDB_20120810.ListTables', host: 's3.amazonaws.com' };
    expect(await ask({ ...misleading, ...signedFor('sts') }, CALLER)).toEqual(sts);
    expect(await ask({ ...FORM, ...signedFor('iam') }, CALLER)).toEqual([
      501,
      expect.stringContaining('The operation GetCallerIdentity of AWS IAM is not supported by local-cloud.'),
    ]);
  });

  it('that a presigned URL is for', async () => {
    const query = `${CALLER}&X-Amz-Credential=test%2F20261121%2Fus-east-1%2Fsts%2Faws4_request`;
    expect(await ask({}, undefined, `/?${query}`)).toEqual(sts);
  });

  it('of its target', async () => {
    const headers = { ...target('Logs_20140328.DescribeLogGroups'), host: 's3.amazonaws.com' };
    expect(await ask(headers, '{}')).toEqual([200, '{"logGroups":[]}']);
    expect(await ask(target('DynamoDB_20120810.ListTables'), '{}', '/2015-03-31/functions')).toEqual([
      200,
      '{"TableNames":[]}',
    ]);
  });

  it('of its path', async () => {
    expect(await ask({ host: 's3.amazonaws.com' }, undefined, '/2015-03-31/functions')).toEqual([
      200,
      '{"Functions":[]}',
    ]);
  });

  it('of its host', async () => {
    const host = 'sts.us-east-1.amazonaws.com';
    expect(await ask({ ...FORM, host }, 'Action=GetCallerIdentity')).toEqual(sts);
  });

  it('of its form, by version and action', async () => {
    expect(await ask(FORM, CALLER)).toEqual(sts);
    expect(await ask({}, undefined, `/?${CALLER}`)).toEqual(sts);
    expect(await ask(FORM, 'Action=GetSessionToken&Version=2011-06-15')).toEqual([
      501,
      expect.stringContaining('The operation GetSessionToken of AWS STS is not supported by local-cloud.'),
    ]);
  });

  it('of its path, of those that share a signing name', async () => {
    const signed = signedFor('apigateway');
    expect(await ask(signed, undefined, '/v2/apis')).toEqual([200, '{"items":[]}']);
    expect(await ask(signed, undefined, '/restapis')).toEqual([200, '{"item":[]}']);
    expect(await ask(signed, undefined, '/v3/apis')).toEqual([
      501,
      '{"message":"GET /v3/apis of Amazon API Gateway (HTTP APIs) is not supported by local-cloud."}',
    ]);
  });

  it('S3 where nothing else names one', async () => {
    expect(await ask({})).toEqual([200, expect.stringContaining('<ListAllMyBucketsResult')]);
    expect(await ask({}, undefined, '/photos/cat.jpg')).toEqual([
      404,
      expect.stringContaining('<Code>NoSuchBucket</Code>'),
    ]);
  });

  it.each([
    ['eks', '/tags/arn:aws:eks:us-east-1:000000000000:cluster/one'],
    ['xray', '/2015-03-31/functions'],
    ['glacier', '/photos/cat.jpg'],
  ])('it is signed for, never another with the same paths: %s', async (service, path) => {
    expect(await ask(signedFor(service), undefined, path)).toEqual([
      501,
      `{"message":"The service \\"${service}\\" (GET ${path}) is not supported by local-cloud."}`,
    ]);
  });
});

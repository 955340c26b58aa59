import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { useCloud } from '../../support/cloud.ts';

const { client: iam } = await useCloud(IAMClient);
const trust = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement].flat() });
const lambda = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
beforeAll(async () => {
  await iam.send(new CreateRoleCommand({ RoleName: 'role', AssumeRolePolicyDocument: trust(lambda) }));
});

const put = (document: unknown) =>
  iam.send(
    new PutRolePolicyCommand({
      ...{ RoleName: 'role', PolicyName: 'policy' },
      PolicyDocument: typeof document === 'string' ? document : JSON.stringify(document),
    }),
  );

const allow = (more: object) => ({ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', ...more });
const one = (more: object) => ({ Version: '2012-10-17', Statement: [allow(more)] });
const many = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const ACTIONS = 'Policy statement must contain actions.';
const RESOURCES = 'Policy statement must contain resources.';

describe('a policy that says what may be done', () => {
  it.each<[string, unknown, string]>([
    ['is no JSON', 'nothing', SYNTAX],
    ['has no statement', { Version: '2012-10-17' }, SYNTAX],
    ['has an empty list of statements', many(), SYNTAX],
    ['has a text for a statement', { Version: '2012-10-17', Statement: ['a'] }, SYNTAX],
    ['is of a version that there is not', { ...one({}), Version: '2013-10-17' }, SYNTAX],
    ['has an element that there is not', { ...one({}), Extra: 'x' }, SYNTAX],
    ['has an element in a statement that there is not', one({ Extra: 'x' }), SYNTAX],
    ['has an effect that there is not', one({ Effect: 'Perhaps' }), SYNTAX],
    ['has an effect in other letters', one({ Effect: 'ALLOW' }), LEGACY],
    ['has an action beside what is no action', one({ NotAction: 's3:GetObject' }), SYNTAX],
    ['has a resource beside what is no resource', one({ NotResource: '*' }), SYNTAX],
    ['has an object for a resource', one({ Resource: [{}] }), SYNTAX],
    ['has a condition operator that there is not', one({ Condition: { Is: { a: '1' } } }), SYNTAX],
    ['compares with a date that is none', one({ Condition: { DateLessThan: { a: 'x' } } }), LEGACY],
    ['has an ARN cut short', one({ Resource: 'arn:aws:s3::bucket' }), LEGACY],
    ['has an id twice', many(allow({ Sid: 'a' }), allow({ Sid: 'a' })), 'Statement IDs (SID) in a single policy must be unique.'], // biome-ignore format: a row
    ['has no action', many({ Effect: 'Allow', Resource: '*' }), ACTIONS],
    ['has an empty list of actions', one({ Action: [] }), ACTIONS],
    ['has an action of no service', one({ Action: 'GetObject' }), VENDOR],
    ['has an action of a service with a blank', one({ Action: 'a a:Get' }), 'Vendor a a is not valid'],
    ['has an action with two colons', one({ Action: 's3:Get:Object' }), 'Actions/Condition can contain only one colon.'], // biome-ignore format: a row
    ['has no resource', many({ Effect: 'Allow', Action: 's3:ListBucket' }), RESOURCES],
    ['has an empty list of resources', one({ Resource: [] }), RESOURCES],
    ['has a name for a resource', one({ Resource: 'my-table' }), 'Resource my-table must be in ARN format or "*".'], // biome-ignore format: a row
    ['has a resource of no partition', one({ Resource: 'aws:s3:::b' }), 'Partition "s3" is not valid for resource "arn:s3:::b:*".'], // biome-ignore format: a row
    ['has a resource of no service', one({ Resource: 'arn:aws' }), 'Resource vendor must be fully qualified and cannot contain regexes.'], // biome-ignore format: a row
    ['has a bucket in a region', one({ Resource: 'arn:aws:s3:us-east-1::b' }), 'Resource arn:aws:s3:us-east-1::b can not contain region information.'], // biome-ignore format: a row
    ['has a resource of IAM that there is not', one({ Resource: 'arn:aws:iam:::b' }), 'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.'], // biome-ignore format: a row
    ['names a principal', one({ Principal: '*' }), 'Policy document should not specify a principal.'],
  ])('is refused where it %s', async (_, document, message) => {
    await expect(put(document)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException', message });
  });

  it.each<[string, unknown]>([
    ['has no version', { Statement: allow({}) }],
    ['allows all', one({ Action: '*' })],
    ['has wildcards', one({ Action: 's3:*', Resource: ['arn:aws:s3:::b/*', 'arn:aws:logs:*:*:*', 'arn:*:iam::*:role/x'] })], // biome-ignore format: a row
    ['has conditions', one({ Condition: { 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': ['a'] }, DateLessThan: { 'aws:CurrentTime': '2017-07-01T00:00:00Z' } } })], // biome-ignore format: a row
    ['has a policy variable', one({ Resource: ['arn:aws:iam::*:user/$', '{aws:username}'].join('') })],
  ])('is taken where it %s', async (_, document) => {
    expect((await put(document)).$metadata.httpStatusCode).toBe(200);
  });

  it('has to say its version where it is a policy of its own', async () => {
    const { Statement } = one({});
    const create = new CreatePolicyCommand({
      PolicyName: 'unversioned',
      PolicyDocument: JSON.stringify({ Statement }),
    });
    await expect(iam.send(create)).rejects.toMatchObject({
      message: 'Policy document must be version 2012-10-17 or greater.',
    });
  });
});

describe('a policy that says who may assume a role', () => {
  const create = (RoleName: string, statement: object) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(statement) }));

  it.each<[string, object, string]>([
    ['names a service that is none', { Principal: { Service: 'nope' } }, 'Invalid principal in policy: "SERVICE":"nope"'], // biome-ignore format: a row
    ['has a resource', { Resource: '*' }, 'Has prohibited field Resource'],
    ['has an element that there is not', { Principals: '*' }, 'Unknown field Principals'],
    ['has another action', { Action: 's3:GetObject' }, 'AssumeRole policy may only specify STS AssumeRole actions.'], // biome-ignore format: a row
    ['has no action', { Action: [] }, 'Policy statement must contain actions.'],
  ])('is refused where it %s', async (_, more, message) => {
    await expect(create('refused', { ...lambda, ...more })).rejects.toMatchObject({
      ...{ name: 'MalformedPolicyDocumentException', message },
    });
  });

  it('may shout its effect', async () => {
    const { Role } = await create('loud', { ...lambda, Effect: 'ALLOW' });
    expect(Role?.RoleName).toBe('loud');
  });
});

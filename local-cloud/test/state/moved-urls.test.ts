import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { failing, logGroup, startStacks } from '../services/cloudformation/support.ts';

const template = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
    Code: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: "exports.handler = async () => 'hello';" },
      },
    },
    Url: {
      Type: 'AWS::Lambda::Url',
      Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Code', 'Arn'] }, AuthType: 'NONE' },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'moved', ProtocolType: 'HTTP' } },
  },
  Outputs: {
    Function: { Value: { Ref: 'Code' } },
    Site: {
      Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Url', 'FunctionUrl'] }, 'page']] },
      Export: { Name: 'site' },
    },
    Api: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
  },
};

/** An HTTP API, an output and an export that say where it is, and what else the test needs. */
const apiTemplate = (
  name: string,
  Resources: Record<string, unknown> = {},
  Outputs: Record<string, unknown> = {},
) => ({
  Resources: {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: name, ProtocolType: 'HTTP' } },
    ...Resources,
  },
  Outputs: {
    Api: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, Export: { Name: `${name}-api` } },
    ...Outputs,
  },
});

type Stacks = Awaited<ReturnType<typeof startStacks>>;

/** Makes stacks, ends the cloud, has others take the ports of URLs, and starts it again. */
async function movedAfter(
  first: (stacks: Stacks) => Promise<readonly (string | undefined)[]>,
  then: (stacks: Stacks, notices: readonly string[]) => Promise<void>,
): Promise<void> {
  const dataDir = temporaryFolder('moved-urls-');
  const before = await startStacks({ dataDir });
  const urls = await first(before).finally(() => before.close());
  const taken = urls.map((url) => createServer().listen(Number(new URL(url ?? '').port), '127.0.0.1'));
  try {
    await Promise.all(taken.map((server) => once(server, 'listening')));
    const notices: string[] = [];
    const after = await startStacks({ dataDir, onNotice: (text) => notices.push(text) });
    await then(after, notices).finally(() => after.close());
  } finally {
    for (const server of taken) server.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const KEEPS = 'What was given the address before keeps it until it is deployed with a change.';

describe('a function URL and an HTTP API whose ports are taken at a start', () => {
  it('have the outputs and exports of their stack say where they are, and a line tell it', async () => {
    let old: Record<string, string> = {};
    await movedAfter(
      async ({ create }) => {
        old = outputsOf(await create('moved', template, { Capabilities: ['CAPABILITY_IAM'] }));
        return [old.Site, old.Api];
      },
      async ({ stack }, notices) => {
        const now = outputsOf(await stack('moved'));
        expect(now).toEqual({ ...old, Site: expect.any(String), Api: expect.any(String) });
        expect([now.Site, now.Api]).not.toContain(old.Site);
        expect(await (await fetch(now.Site ?? '')).text()).toBe('hello');
        expect((await fetch(now.Api ?? '')).status).toBe(404);
        expect(notices.at(-1)).toBe(
          `The outputs of stack moved say so: Site ${now.Site}, Api ${now.Api}. ${KEEPS}`,
        );
      },
    );
  });

  it('change an export that another stack imports, which keeps what it was given', async () => {
    const site = { Key: 'api', Value: { 'Fn::ImportValue': 'exporting-api' } };
    let old = '';
    await movedAfter(
      async ({ create }) => {
        old = outputsOf(await create('exporting', apiTemplate('exporting'))).Api ?? '';
        const { StackStatus } = await create('importing', {
          Resources: { Logs: logGroup('importing', { Tags: [site] }) },
        });
        expect(StackStatus).toBe('CREATE_COMPLETE');
        return [old];
      },
      async ({ stack, cfn, cloud }, notices) => {
        const { Api } = outputsOf(await stack('exporting'));
        expect(Api).not.toBe(old);
        expect((await fetch(Api ?? '')).status).toBe(404);
        const { Exports = [] } = await cfn.send(new ListExportsCommand({}));
        expect(Exports.map(({ Name, Value }) => [Name, Value])).toEqual([['exporting-api', Api]]);
        const logs = new CloudWatchLogsClient(cloud.config);
        const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:importing';
        const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
        logs.destroy();
        expect(tags?.api).toBe(old);
        expect(notices.at(-1)).toBe(`The outputs of stack exporting say so: Api ${Api}. ${KEEPS}`);
      },
    );
  });

  it('leave an output as it was whose resource a failed deletion has taken, and a line tell it', async () => {
    let old: Record<string, string> = {};
    await movedAfter(
      async ({ create, remove, cloud }) => {
        const full = {
          Full: { Type: 'AWS::S3::Bucket', DependsOn: 'Api', Properties: { BucketName: 'not-empty' } },
          Gone: logGroup('half-gone'),
        };
        const outputs = { Gone: { Value: { Ref: 'Gone' } } };
        old = outputsOf(await create('half-gone', apiTemplate('half-gone', full, outputs)));
        const s3 = new S3Client(cloud.config);
        await s3.send(new PutObjectCommand({ Bucket: 'not-empty', Key: 'k', Body: 'v' }));
        s3.destroy();
        expect((await remove('half-gone')).StackStatus).toBe('DELETE_FAILED');
        return [old.Api];
      },
      async ({ stack }, notices) => {
        const { Api, ...others } = outputsOf(await stack('half-gone'));
        expect(others).toEqual({ Gone: 'half-gone' });
        expect(Api).not.toBe(old.Api);
        expect(notices.slice(-2)).toEqual([
          'Output Gone of stack half-gone stays half-gone: Template format error: Unresolved resource dependencies [Gone] in the Resources block of the template',
          `The outputs of stack half-gone say so: Api ${Api}. ${KEEPS}`,
        ]);
      },
    );
  });

  it('are where they answer, too, in what a failed update is rolled back to', async () => {
    let old = '';
    await movedAfter(
      async ({ create, update }) => {
        old = outputsOf(await create('half-new', apiTemplate('half-new'))).Api ?? '';
        const next = apiTemplate('half-new', { Failing: failing() }, { New: { Value: 'new' } });
        const { StackStatus } = await update('half-new', next, { DisableRollback: true });
        expect(StackStatus).toBe('UPDATE_FAILED');
        return [old];
      },
      async ({ stack, update }) => {
        const moved = outputsOf(await stack('half-new'));
        expect(moved).toEqual({ Api: expect.any(String) });
        expect(moved.Api).not.toBe(old);
        const rolledBack = await update('half-new', apiTemplate('half-new', { Other: failing() }));
        expect(rolledBack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
        expect(outputsOf(rolledBack)).toEqual(moved);
      },
    );
  });
});

const outputsOf = ({ Outputs = [] }: { Outputs?: { OutputKey?: string; OutputValue?: string }[] } = {}) =>
  Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) as Record<
    string,
    string
  >;

import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { startStacks } from '../services/cloudformation/support.ts';

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

describe('a function URL and an HTTP API whose ports are taken at a start', () => {
  it('have the outputs and exports of their stack say where they are, and a line tell it', async () => {
    const dataDir = temporaryFolder('moved-urls-');
    const before = await startStacks({ dataDir });
    const created = await before.create('moved', template, { Capabilities: ['CAPABILITY_IAM'] });
    const old = outputsOf(created);
    await before.cloud.close();
    const taken = [old.Site, old.Api].map((url) =>
      createServer().listen(Number(new URL(url ?? '').port), '127.0.0.1'),
    );
    await Promise.all(taken.map((server) => once(server, 'listening')));
    const notices: string[] = [];
    const after = await startStacks({ dataDir, onNotice: (text) => notices.push(text) });
    try {
      const now = outputsOf(await after.stack('moved'));
      expect(now).toEqual({ ...old, Site: expect.any(String), Api: expect.any(String) });
      expect([now.Site, now.Api]).not.toContain(old.Site);
      expect(await (await fetch(now.Site ?? '')).text()).toBe('hello');
      expect((await fetch(now.Api ?? '')).status).toBe(404);
      expect(notices.at(-1)).toBe(
        `The outputs of stack moved say so: Site ${now.Site}, Api ${now.Api}. What was given the address before keeps it until it is deployed with a change.`,
      );
    } finally {
      for (const server of taken) server.close();
      await after.cloud.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

const outputsOf = ({ Outputs = [] }: { Outputs?: { OutputKey?: string; OutputValue?: string }[] } = {}) =>
  Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) as Record<
    string,
    string
  >;

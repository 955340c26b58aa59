import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm, truncate } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  DeleteLayerVersionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListLayerVersionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { ARN, createFunction, handlerZip, invoke, zip } from '../services/lambda/support.ts';
import { KeptCloud } from './support.ts';

let cloud: KeptCloud;
let lambda: LambdaClient;
beforeAll(async () => {
  cloud = await KeptCloud.start();
  lambda = new LambdaClient(cloud.config);
});
afterAll(async () => {
  lambda.destroy();
  await cloud.remove();
});

async function restart(): Promise<void> {
  lambda.destroy();
  await cloud.restart();
  lambda = new LambdaClient(cloud.config);
}

const get = async (url: string) => (await fetch(url)).text();

/** A function of that name whose URL answers with the name. @returns the URL */
async function served(FunctionName: string): Promise<string> {
  await createFunction(lambda, FunctionName, `return '${FunctionName}';`);
  const command = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' });
  return (await lambda.send(command)).FunctionUrl!;
}

describe('Lambda with a folder', () => {
  it('serves a function at its URL again, on the same port, with its layer', async () => {
    const Content = { ZipFile: zip({ 'nodejs/word.js': "module.exports = 'layer';" }) };
    const layer = await lambda.send(new PublishLayerVersionCommand({ LayerName: 'word', Content }));
    await createFunction(
      lambda,
      'kept',
      "return require('/opt/nodejs/word.js') + ' ' + process.env.COLOUR;",
      {
        Layers: [layer.LayerVersionArn!],
        Environment: { Variables: { COLOUR: 'grün' } },
      },
    );
    const { FunctionUrl = '' } = await lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'kept', AuthType: 'NONE' }),
    );
    expect(await get(FunctionUrl)).toBe('layer grün');
    // A function keeps the layer version it was given.
    await lambda.send(new DeleteLayerVersionCommand({ LayerName: 'word', VersionNumber: 1 }));
    const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'kept' }));
    await restart();
    expect(await get(FunctionUrl)).toBe('layer grün');
    const after = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'kept' }));
    expect({ ...after, $metadata: 0 }).toEqual({ ...before, $metadata: 0 });
    const { LayerVersions } = await lambda.send(new ListLayerVersionsCommand({ LayerName: 'word' }));
    expect(LayerVersions).toEqual([]);
  });

  it('finds versions, aliases and all that hangs on a function again', async () => {
    const FunctionName = 'whole';
    await createFunction(lambda, FunctionName, "return 'one';", { Tags: { team: 'a' } });
    await lambda.send(new PublishVersionCommand({ FunctionName, Description: 'first' }));
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: handlerZip("return 'two';") }));
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await lambda.send(
      new AddPermissionCommand({
        ...{ FunctionName, StatementId: 's', Action: 'lambda:InvokeFunction' },
        Principal: 'apigateway.amazonaws.com',
      }),
    );
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 7 }));
    await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1 }));
    const state = async () => ({
      versions: (await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }))).Versions,
      alias: (await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).RevisionId,
      policy: (await lambda.send(new GetPolicyCommand({ FunctionName }))).Policy,
      tags: (await lambda.send(new ListTagsCommand({ Resource: `${ARN}:${FunctionName}` }))).Tags,
      limit: (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })))
        .ReservedConcurrentExecutions,
      retries: (await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })))
        .MaximumRetryAttempts,
    });
    const before = await state();
    await restart();
    expect(await state()).toEqual(before);
    expect(before).toMatchObject({ limit: 7, retries: 1, tags: { team: 'a' } });
    expect((await invoke(lambda, FunctionName)).result).toBe('two');
    expect((await invoke(lambda, FunctionName, {}, { Qualifier: 'live' })).result).toBe('one');
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName }));
    const archive = new Uint8Array(await (await fetch(Code?.Location ?? '')).arrayBuffer());
    expect(archive).toEqual(handlerZip("return 'two';"));
  });

  it('forgets functions that were deleted, and their code', async () => {
    const url = await served('staying');
    await createFunction(lambda, 'gone', "return 'gone for good';");
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'gone' }));
    const folder = path.join(cloud.folder, 'lambda', 'code');
    const packages = async () => (await readdir(folder)).filter((name) => /^[0-9a-f]{64}/.test(name)).length;
    const before = await packages();
    await restart();
    await expect(lambda.send(new GetFunctionCommand({ FunctionName: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });

    expect(await packages()).toBe(before - 1);
    expect(await get(url)).toBe('staying');
  });

  it('unzips what is asked for, tells of code that can not be used, and takes the same code again', async () => {
    const other = await KeptCloud.start();
    const client = new LambdaClient(other.config);
    const code = ["return 'one';", "return 'two';", "return 'three';"] as const;
    const FunctionName = 'short';
    await createFunction(client, FunctionName, code[0], { Publish: true });
    for (const [index, text] of code.slice(1).entries()) {
      await client.send(
        new UpdateFunctionCodeCommand({ FunctionName, ZipFile: handlerZip(text), Publish: index === 0 }),
      );
      await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 5, minDelay: 0.05 }, { FunctionName });
    }
    await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '2' }));
    client.destroy();
    await other.stop();
    const fileOf = (text: string) => {
      const name = createHash('sha256').update(handlerZip(text)).digest('hex');
      return path.join(other.folder, 'lambda', 'code', `${name}.zip`);
    };
    const told = (text: string) =>
      `${fileOf(text)}, which has a function's code, can't be used (damaged). Deploy that code again, or begin anew: local-cloud reset.`;
    await truncate(fileOf(code[0]), 30);
    await truncate(fileOf(code[1]), 30);
    const notices: string[] = [];
    await other.restart({ onNotice: (text) => notices.push(text) });
    // Version 1 is nobody's until it is invoked.
    expect(notices).toEqual([told(code[1])]);
    const again = new LambdaClient({ ...other.config, maxAttempts: 1 });
    expect((await invoke(again, FunctionName)).result).toBe('three');
    const failing = { name: 'ServiceException', message: told(code[0]) };
    const first = { Qualifier: '1' };
    await expect(invoke(again, FunctionName, {}, first)).rejects.toMatchObject(failing);
    await again.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: handlerZip(code[0]) }));
    expect((await invoke(again, FunctionName, {}, first)).result).toBe('one');
    again.destroy();
    await other.remove();
  });

  it('takes code whose zip is lost at the first attempt, though nobody asked for it since the start', async () => {
    const other = await KeptCloud.start();
    const FunctionName = 'lost';
    const [before, after] = [handlerZip("return 'lost';"), handlerZip("return 'there';")];
    const update = async (client: LambdaClient, ZipFile: Uint8Array) => {
      await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
      await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 5, minDelay: 0.05 }, { FunctionName });
    };
    const first = new LambdaClient(other.config);
    await createFunction(first, FunctionName, "return 'lost';", { Publish: true });
    await update(first, after);
    first.destroy();
    await other.stop();
    const name = `${createHash('sha256').update(before).digest('hex')}.zip`;
    await rm(path.join(other.folder, 'lambda', 'code', name));
    await other.restart();
    const second = new LambdaClient({ ...other.config, maxAttempts: 1 });
    await update(second, before);
    expect((await invoke(second, FunctionName)).result).toBe('lost');
    expect((await invoke(second, FunctionName, {}, { Qualifier: '1' })).result).toBe('lost');
    second.destroy();
    await other.restart();
    const third = new LambdaClient({ ...other.config, maxAttempts: 1 });
    expect((await invoke(third, FunctionName)).result).toBe('lost');
    third.destroy();
    await other.remove();
  });

  it('gives a function URL another port where its own is taken meanwhile, and keeps that', async () => {
    const FunctionName = 'moving';
    const before = await served(FunctionName);
    const read = async () =>
      (await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).FunctionUrl!;
    await cloud.stop();
    const server = createServer().listen(Number(new URL(before).port), '127.0.0.1');
    await once(server, 'listening');
    await restart();
    const moved = await read();
    expect(moved).not.toBe(before);
    expect(await get(moved)).toBe('moving');
    server.close();
    await once(server, 'close');
    await restart();
    expect(await read()).toBe(moved);
    expect(await get(moved)).toBe('moving');
  });
});

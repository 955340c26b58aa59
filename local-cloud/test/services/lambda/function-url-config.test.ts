import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

const create = (FunctionName: string, more: object = {}) =>
  cloud.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...more }));

/** A function of that name, with a URL. */
async function reachable(FunctionName: string) {
  await createFunction(cloud.lambda, FunctionName);
  return create(FunctionName);
}

describe('a function URL configuration', () => {
  it('is made with a URL that opens on this machine', async () => {
    const { $metadata, ...config } = await reachable('opened');
    expect($metadata.httpStatusCode).toBe(201);
    expect(config).toEqual({
      FunctionUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/$/),
      FunctionArn: `${ARN}:opened`,
      AuthType: 'NONE',
      CreationTime: expect.stringMatching(/\+0000$/),
      InvokeMode: 'BUFFERED',
    });
    expect((await fetch(config.FunctionUrl ?? '')).status).toBe(200);
  });

  it('is made once', async () => {
    await reachable('once');
    await expect(create('once')).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        `Failed to create function url config for [functionArn = ${ARN}:once]. Error message:  FunctionUrlConfig ` +
        'exists for this Lambda function',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('keeps its URL when updated', async () => {
    const FunctionName = 'updated';
    const before = await reachable(FunctionName);
    const Cors = { AllowOrigins: ['https://example.com'], MaxAge: 60 };
    const after = await cloud.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, Cors }));
    expect(after).toMatchObject({ FunctionUrl: before.FunctionUrl, AuthType: 'NONE', Cors });
  });

  it('is for functions and aliases, not for versions and the missing', async () => {
    await createFunction(cloud.lambda, 'qualified');
    await expect(create('nobody')).rejects.toMatchObject({
      message: 'Function does not exist',
    });
    await expect(create('qualified', { Qualifier: 'none' })).rejects.toMatchObject({
      message: 'Function does not exist',
    });
    await expect(create('qualified', { Qualifier: '1' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('is listed', async () => {
    const FunctionName = 'listed';
    await reachable(FunctionName);
    const { FunctionUrlConfigs } = await cloud.lambda.send(
      new ListFunctionUrlConfigsCommand({ FunctionName }),
    );
    expect(FunctionUrlConfigs?.map(({ FunctionArn }) => FunctionArn)).toEqual([`${ARN}:listed`]);
  });

  it('answers 403 for a function URL when deleted', async () => {
    const FunctionName = 'closed';
    const { FunctionUrl } = await reachable(FunctionName);
    await cloud.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    expect((await fetch(FunctionUrl ?? '')).status).toBe(403);
    await expect(cloud.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });
});

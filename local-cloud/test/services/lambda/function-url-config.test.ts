import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, startLambdaCloud } from './support.ts';

const FunctionName = 'reachable';
const cloud = await used(startLambdaCloud());
beforeAll(async () => {
  await createFunction(cloud.lambda, FunctionName);
});

const create = (more: object = {}) =>
  cloud.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...more }));

describe('a function URL configuration', () => {
  it('is made with a URL that opens on this machine', async () => {
    const { $metadata, ...config } = await create();
    expect($metadata.httpStatusCode).toBe(201);
    expect(config).toEqual({
      FunctionUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/$/),
      FunctionArn: `${ARN}:reachable`,
      AuthType: 'NONE',
      CreationTime: expect.stringMatching(/\+0000$/),
      InvokeMode: 'BUFFERED',
    });
    expect((await fetch(config.FunctionUrl ?? '')).status).toBe(200);
  });

  it('is made once', async () => {
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        `Failed to create function url config for [functionArn = ${ARN}:reachable]. Error message:  FunctionUrlConfig ` +
        'exists for this Lambda function',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('keeps its URL when updated', async () => {
    const before = await cloud.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
    const Cors = { AllowOrigins: ['https://example.com'], MaxAge: 60 };
    const after = await cloud.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, Cors }));
    expect(after).toMatchObject({ FunctionUrl: before.FunctionUrl, AuthType: 'NONE', Cors });
  });

  it('is for functions and aliases, not for versions and the missing', async () => {
    await expect(create({ FunctionName: 'nobody' })).rejects.toMatchObject({
      message: 'Function does not exist',
    });
    await expect(create({ Qualifier: 'none' })).rejects.toMatchObject({ message: 'Function does not exist' });
    await expect(create({ Qualifier: '1' })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is listed', async () => {
    const { FunctionUrlConfigs } = await cloud.lambda.send(
      new ListFunctionUrlConfigsCommand({ FunctionName }),
    );
    expect(FunctionUrlConfigs?.map(({ FunctionArn }) => FunctionArn)).toEqual([`${ARN}:reachable`]);
  });

  it('answers 403 for a function URL when deleted', async () => {
    const { FunctionUrl } = await cloud.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
    await cloud.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    expect((await fetch(FunctionUrl ?? '')).status).toBe(403);
    await expect(cloud.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });
});

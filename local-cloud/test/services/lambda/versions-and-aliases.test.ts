import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, handlerZip, invoke, startLambdaCloud } from './support.ts';

const FunctionName = 'versioned';
const cloud = await used(startLambdaCloud());
beforeAll(async () => {
  await createFunction(cloud.lambda, FunctionName, 'return ["one", context.functionVersion];');
});

const publish = (more: object = {}) =>
  cloud.lambda.send(new PublishVersionCommand({ FunctionName, ...more }));

describe('PublishVersion', () => {
  it('freezes the code', async () => {
    const first = await publish({ Description: 'the first' });
    expect(first).toMatchObject({
      Version: '1',
      FunctionArn: `${ARN}:versioned:1`,
      Description: 'the first',
    });
    const ZipFile = handlerZip('return ["two", context.functionVersion];');
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    expect((await invoke(cloud.lambda, FunctionName, {}, { Qualifier: '1' })).result).toEqual(['one', '1']);
    expect((await invoke(cloud.lambda, FunctionName)).result).toEqual(['two', '$LATEST']);
  });

  it('answers the last version where nothing changed since', async () => {
    expect((await publish()).Version).toBe('2');
    expect((await publish()).Version).toBe('2');
  });

  it('rejects a hash that is not that of the code', async () => {
    const { CodeSha256 } = await cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    await expect(publish({ CodeSha256: 'other' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the ` +
        'CodeSHA256 in $LATEST.',
    });
  });

  it('rejects a version that is not there', async () => {
    await expect(invoke(cloud.lambda, FunctionName, {}, { Qualifier: '99' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN}:versioned:99`,
    });
  });

  it('lists $LATEST and the versions', async () => {
    const { Versions } = await cloud.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version, FunctionArn }) => [Version, FunctionArn])).toEqual([
      ['$LATEST', `${ARN}:versioned:$LATEST`],
      ['1', `${ARN}:versioned:1`],
      ['2', `${ARN}:versioned:2`],
    ]);
  });
});

describe('an alias', () => {
  const alias = { FunctionName, Name: 'live' };

  it('leads to its version', async () => {
    const made = await cloud.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1' }));
    expect(made).toMatchObject({ AliasArn: `${ARN}:versioned:live`, FunctionVersion: '1', Description: '' });
    const { result, ExecutedVersion } = await invoke(cloud.lambda, `${FunctionName}:live`);
    expect({ result, ExecutedVersion }).toEqual({ result: ['one', '1'], ExecutedVersion: '1' });
  });

  it('can be turned to another version', async () => {
    await cloud.lambda.send(new UpdateAliasCommand({ ...alias, FunctionVersion: '2', Description: 'next' }));
    expect(await cloud.lambda.send(new GetAliasCommand(alias))).toMatchObject({
      FunctionVersion: '2',
      Description: 'next',
    });
    expect((await invoke(cloud.lambda, `${ARN}:versioned:live`)).result).toEqual(['two', '2']);
  });

  it('sends a share to a second version', async () => {
    const RoutingConfig = { AdditionalVersionWeights: { 1: 1 } };
    await cloud.lambda.send(new UpdateAliasCommand({ ...alias, RoutingConfig }));
    expect((await invoke(cloud.lambda, `${FunctionName}:live`)).ExecutedVersion).toBe('1');
  });

  it('rejects a second alias of that name, and an alias of a version that is not there', async () => {
    const create = (more: object) =>
      cloud.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1', ...more }));
    await expect(create({})).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Alias already exists: ${ARN}:versioned:live`,
    });
    await expect(create({ Name: 'dead', FunctionVersion: '9' })).rejects.toMatchObject({
      message: `Function not found: ${ARN}:versioned:9`,
    });
  });

  it('keeps its version from being deleted', async () => {
    const call = cloud.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '2' }));
    await expect(call).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });

  it('is gone once deleted', async () => {
    await cloud.lambda.send(new DeleteAliasCommand(alias));
    await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '2' }));
    const { Aliases } = await cloud.lambda.send(new ListAliasesCommand({ FunctionName }));
    expect(Aliases).toEqual([]);
    await expect(cloud.lambda.send(new GetAliasCommand(alias))).rejects.toMatchObject({
      message: `Cannot find alias arn: ${ARN}:versioned:live`,
    });
  });
});

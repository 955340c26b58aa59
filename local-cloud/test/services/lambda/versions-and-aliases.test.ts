import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, handlerZip, invoke, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

const publish = (FunctionName: string, more: object = {}) =>
  cloud.lambda.send(new PublishVersionCommand({ FunctionName, ...more }));

/** A function with two versions, of which each answers what it is. */
async function versioned(FunctionName: string): Promise<void> {
  await createFunction(cloud.lambda, FunctionName, 'return ["one", context.functionVersion];');
  await publish(FunctionName);
  const ZipFile = handlerZip('return ["two", context.functionVersion];');
  await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }));
}

describe('PublishVersion', () => {
  it('freezes the code', async () => {
    const FunctionName = 'frozen';
    await createFunction(cloud.lambda, FunctionName, 'return ["one", context.functionVersion];');
    expect(await publish(FunctionName, { Description: 'the first' })).toMatchObject({
      Version: '1',
      FunctionArn: `${ARN}:frozen:1`,
      Description: 'the first',
    });
    const ZipFile = handlerZip('return ["two", context.functionVersion];');
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    expect((await invoke(cloud.lambda, FunctionName, {}, { Qualifier: '1' })).result).toEqual(['one', '1']);
    expect((await invoke(cloud.lambda, FunctionName)).result).toEqual(['two', '$LATEST']);
  });

  it('answers the last version where nothing changed since', async () => {
    await createFunction(cloud.lambda, 'unchanged');
    expect((await publish('unchanged')).Version).toBe('1');
    expect((await publish('unchanged')).Version).toBe('1');
  });

  it('rejects a hash that is not that of the code', async () => {
    const { CodeSha256 } = await createFunction(cloud.lambda, 'hashed');
    await expect(publish('hashed', { CodeSha256: 'other' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the ` +
        'CodeSHA256 in $LATEST.',
    });
  });

  it('rejects a version that is not there', async () => {
    await createFunction(cloud.lambda, 'versionless');
    await expect(invoke(cloud.lambda, 'versionless', {}, { Qualifier: '99' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN}:versionless:99`,
    });
  });

  it('lists $LATEST and the versions', async () => {
    const FunctionName = 'listed';
    await versioned(FunctionName);
    const { Versions } = await cloud.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version, FunctionArn }) => [Version, FunctionArn])).toEqual([
      ['$LATEST', `${ARN}:listed:$LATEST`],
      ['1', `${ARN}:listed:1`],
      ['2', `${ARN}:listed:2`],
    ]);
  });
});

describe('an alias', () => {
  /** Version 1 of a function of that name, as `live`. */
  async function live(FunctionName: string) {
    await versioned(FunctionName);
    const alias = { FunctionName, Name: 'live' };
    const made = await cloud.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1' }));
    return { alias, made };
  }

  it('leads to its version', async () => {
    const { made } = await live('led');
    expect(made).toMatchObject({ AliasArn: `${ARN}:led:live`, FunctionVersion: '1', Description: '' });
    const { result, ExecutedVersion } = await invoke(cloud.lambda, 'led:live');
    expect({ result, ExecutedVersion }).toEqual({ result: ['one', '1'], ExecutedVersion: '1' });
  });

  it('can be turned to another version', async () => {
    const { alias } = await live('turned');
    await cloud.lambda.send(new UpdateAliasCommand({ ...alias, FunctionVersion: '2', Description: 'next' }));
    expect(await cloud.lambda.send(new GetAliasCommand(alias))).toMatchObject({
      FunctionVersion: '2',
      Description: 'next',
    });
    expect((await invoke(cloud.lambda, `${ARN}:turned:live`)).result).toEqual(['two', '2']);
  });

  it('sends a share to a second version', async () => {
    const { alias } = await live('shared');
    const RoutingConfig = { AdditionalVersionWeights: { 2: 1 } };
    await cloud.lambda.send(new UpdateAliasCommand({ ...alias, RoutingConfig }));
    expect((await invoke(cloud.lambda, 'shared:live')).ExecutedVersion).toBe('2');
  });

  it('rejects a second alias of that name, and an alias of a version that is not there', async () => {
    const { alias } = await live('doubled');
    const create = (more: object) =>
      cloud.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1', ...more }));
    await expect(create({})).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Alias already exists: ${ARN}:doubled:live`,
    });
    await expect(create({ Name: 'dead', FunctionVersion: '9' })).rejects.toMatchObject({
      message: `Function not found: ${ARN}:doubled:9`,
    });
  });

  it('keeps its version from being deleted until it is gone', async () => {
    const { alias } = await live('kept');
    const { FunctionName } = alias;
    const remove = () => cloud.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }));
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await cloud.lambda.send(new DeleteAliasCommand(alias));
    await remove();
    const { Aliases } = await cloud.lambda.send(new ListAliasesCommand({ FunctionName }));
    expect(Aliases).toEqual([]);
    await expect(cloud.lambda.send(new GetAliasCommand(alias))).rejects.toMatchObject({
      message: `Cannot find alias arn: ${ARN}:kept:live`,
    });
  });
});

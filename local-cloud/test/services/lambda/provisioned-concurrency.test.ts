import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  type GetProvisionedConcurrencyConfigCommandOutput,
  ListProvisionedConcurrencyConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { type SignalServer, startSignalServer } from '../../support/signal-server.ts';
import { ARN, createFunction, handlerZip, invoke, type LambdaCloud, startLambdaCloud } from './support.ts';

const INIT_TYPE = 'return process.env.AWS_LAMBDA_INITIALIZATION_TYPE;';

let cloud: LambdaCloud;
let signals: SignalServer;
beforeAll(async () => {
  signals = await startSignalServer();
  cloud = await startLambdaCloud();
});
afterAll(async () => {
  await cloud.close();
  signals.close();
});

interface Target {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

const put = (target: Target, ProvisionedConcurrentExecutions: number) =>
  cloud.lambda.send(
    new PutProvisionedConcurrencyConfigCommand({ ...target, ProvisionedConcurrentExecutions }),
  );
const get = (target: Target) => cloud.lambda.send(new GetProvisionedConcurrencyConfigCommand(target));
const initType = async ({ FunctionName, Qualifier }: Target) =>
  (await invoke(cloud.lambda, FunctionName, {}, { Qualifier })).result;

/** Asks, as AWS has no waiter for it, until the status is no longer IN_PROGRESS. */
async function settled(
  target: Target,
): Promise<Omit<GetProvisionedConcurrencyConfigCommandOutput, '$metadata'>> {
  for (;;) {
    const { $metadata, ...config } = await get(target);
    if (config.Status !== 'IN_PROGRESS') return config;
  }
}

/** A function with version 1, and an alias that points to it. */
async function published(
  FunctionName: string,
  body = INIT_TYPE,
): Promise<{ version: Target; alias: Target }> {
  await createFunction(cloud.lambda, FunctionName, body);
  await cloud.lambda.send(new PublishVersionCommand({ FunctionName }));
  await cloud.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
  return { version: { FunctionName, Qualifier: '1' }, alias: { FunctionName, Qualifier: 'live' } };
}

describe('PutProvisionedConcurrencyConfig', () => {
  it('initialises environments ahead of invocations, and says when they are ready', async () => {
    const { version } = await published('ahead');
    expect(await put(version, 2)).toMatchObject({
      $metadata: { httpStatusCode: 202 },
      RequestedProvisionedConcurrentExecutions: 2,
      AvailableProvisionedConcurrentExecutions: 0,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: 'IN_PROGRESS',
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    });
    expect(await settled(version)).toEqual({
      RequestedProvisionedConcurrentExecutions: 2,
      AvailableProvisionedConcurrentExecutions: 2,
      AllocatedProvisionedConcurrentExecutions: 2,
      Status: 'READY',
      LastModified: expect.any(String),
    });
    expect(await initType(version)).toBe('provisioned-concurrency');
    expect((await invoke(cloud.lambda, 'ahead')).result).toBe('on-demand');
  });

  it('serves an alias and the version that it points to, and moves with the alias', async () => {
    const { version, alias } = await published('moving');
    await put(alias, 1);
    await settled(alias);
    expect([await initType(alias), await initType(version)]).toEqual(
      Array(2).fill('provisioned-concurrency'),
    );

    const FunctionName = 'moving';
    const ZipFile = handlerZip(`/* second */ ${INIT_TYPE}`);
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }));
    await cloud.lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '2' }));
    expect(await get(alias)).toMatchObject({
      AvailableProvisionedConcurrentExecutions: 1,
      AllocatedProvisionedConcurrentExecutions: 1,
      Status: 'IN_PROGRESS',
    });
    expect(await settled(alias)).toMatchObject({ Status: 'READY' });
    expect([await initType(alias), await initType({ ...version, Qualifier: '2' })]).toEqual(
      Array(2).fill('provisioned-concurrency'),
    );
    expect(await initType(version)).toBe('on-demand');
    await expect(get({ ...version, Qualifier: '2' })).rejects.toMatchObject({
      name: 'ProvisionedConcurrencyConfigNotFoundException',
    });
  });

  it('replaces an environment that ends, and grows and shrinks', async () => {
    const { version } = await published('resized', `if (event.end) process.exit(1); ${INIT_TYPE}`);
    await put(version, 1);
    await settled(version);
    await invoke(cloud.lambda, 'resized', { end: true }, version);
    expect(await settled(version)).toMatchObject({ AvailableProvisionedConcurrentExecutions: 1 });
    expect(await initType(version)).toBe('provisioned-concurrency');
    await put(version, 3);
    expect(await settled(version)).toMatchObject({ AvailableProvisionedConcurrentExecutions: 3 });
    await put(version, 1);
    expect(await settled(version)).toMatchObject({ AvailableProvisionedConcurrentExecutions: 1 });
  });

  it('says FAILED where init fails', async () => {
    const Code = { ZipFile: new Uint8Array(handlerZip("throw new Error('no');")) };
    await createFunction(cloud.lambda, 'broken', '', { Handler: 'index.missing', Code });
    await cloud.lambda.send(new PublishVersionCommand({ FunctionName: 'broken' }));
    const version = { FunctionName: 'broken', Qualifier: '1' };
    await put(version, 2);
    expect(await settled(version)).toMatchObject({
      RequestedProvisionedConcurrentExecutions: 2,
      AvailableProvisionedConcurrentExecutions: 0,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: 'FAILED',
      StatusReason: 'FUNCTION_ERROR_INIT_FAILURE',
    });
  });

  it('lets what comes on top spill over to environments on demand', async () => {
    const { version } = await published('spilling', `if (event.wait) await fetch(event.wait); ${INIT_TYPE}`);
    await put(version, 1);
    await settled(version);
    const first = invoke(cloud.lambda, 'spilling', { wait: `${signals.url}busy` }, version);
    await signals.reached('busy');
    expect(await initType(version)).toBe('on-demand');
    await signals.release('busy');
    expect((await first).result).toBe('provisioned-concurrency');
  });

  it('keeps provisioned concurrency apart from what is reserved', async () => {
    const FunctionName = 'reserving';
    const { version } = await published(FunctionName);
    const reserve = (ReservedConcurrentExecutions: number) =>
      cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
    await reserve(2);
    await expect(put(version, 3)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    });
    await put(version, 2);
    await settled(version);
    await expect(reserve(1)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
    });
    expect(await initType(version)).toBe('provisioned-concurrency');
    await expect(invoke(cloud.lambda, FunctionName)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
  });

  it('leaves the account 100 concurrent executions', async () => {
    const { version } = await published('greedy');
    await expect(put(version, 1001)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(
        /^Specified ConcurrentExecutions for function is greater than account's unreserved concurrency \[\d+\]\.$/,
      ),
    });
    await expect(put(version, 900)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum " +
        'value of [100].',
    });
  });

  it('refuses what is no published version or alias, and one of an alias and its version', async () => {
    const { version, alias } = await published('refused');
    const FunctionName = 'refused';
    const refusal = async (qualifier: string) => {
      const error = await put({ FunctionName, Qualifier: qualifier }, 1).catch((thrown) => thrown);
      return [error.name, error.message];
    };
    expect(await refusal('$LATEST')).toEqual([
      'InvalidParameterValueException',
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    ]);
    expect(await refusal('10')).toEqual([
      'ResourceNotFoundException',
      `Function not found: ${ARN}:refused:10`,
    ]);
    expect(await refusal('none')).toEqual([
      'ResourceNotFoundException',
      `Cannot find alias arn: ${ARN}:refused:none`,
    ]);
    await expect(put(version, 0)).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '0' at 'provisionedConcurrentExecutions' failed to satisfy constraint: Member must " +
        'have value greater than or equal to 1',
    });
    await put(version, 1);
    expect(await refusal('live')).toEqual([
      'ResourceConflictException',
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    ]);
    await cloud.lambda.send(new DeleteProvisionedConcurrencyConfigCommand(version));
    await put(alias, 1);
    expect(await refusal('1')).toEqual([
      'ResourceConflictException',
      'Version is pointed by a Provisioned Concurrency alias',
    ]);
  });
});

describe('what is provisioned', () => {
  it('is listed, and gone with its alias', async () => {
    const FunctionName = 'listed';
    const { alias } = await published(FunctionName);
    const list = async () =>
      (await cloud.lambda.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName })))
        .ProvisionedConcurrencyConfigs;
    await put(alias, 1);
    const config = await settled(alias);
    expect(await list()).toEqual([{ FunctionArn: `${ARN}:listed:live`, ...config }]);
    await cloud.lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(await list()).toEqual([]);
    await expect(get(alias)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${ARN}:listed:live`,
    });
  });

  it('ends with the cloud, ready or not', async () => {
    const other = await startLambdaCloud();
    await createFunction(other.lambda, 'left', INIT_TYPE);
    await other.lambda.send(new PublishVersionCommand({ FunctionName: 'left' }));
    await other.lambda.send(
      new PutProvisionedConcurrencyConfigCommand({
        FunctionName: 'left',
        Qualifier: '1',
        ProvisionedConcurrentExecutions: 3,
      }),
    );
    await other.close();
  });
});

import {
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, handlerZip, invoke, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

const configuration = (FunctionName: string, Qualifier?: string) =>
  cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
const configure = (FunctionName: string, Timeout: number) =>
  cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout }));
const recode = (FunctionName: string, body: string, more: object = {}) =>
  cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: handlerZip(body), ...more }));

const ACTIVE = { State: 'Active', LastUpdateStatus: 'Successful' };
const PENDING = {
  State: 'Pending',
  StateReason: 'The function is being created.',
  StateReasonCode: 'Creating',
};
const IN_PROGRESS = {
  State: 'Active',
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  LastUpdateStatusReasonCode: 'Creating',
};

describe('a function that is made', () => {
  it('is Pending in the answer, and Active when it is asked for, with another revision', async () => {
    const made = await createFunction(cloud.lambda, 'made');
    expect(made).toMatchObject(PENDING);
    expect(made).not.toHaveProperty('LastUpdateStatus');
    const now = await configuration('made');
    expect(now).toMatchObject(ACTIVE);
    expect(now).not.toHaveProperty('StateReason');
    expect(now.RevisionId).not.toBe(made.RevisionId);
    expect((await configuration('made')).RevisionId).toBe(now.RevisionId);
  });

  it('is Pending as its first version, too', async () => {
    expect(await createFunction(cloud.lambda, 'as-version', undefined, { Publish: true })).toMatchObject({
      Version: '1',
      ...PENDING,
    });
    expect(await configuration('as-version', '1')).toMatchObject(ACTIVE);
  });

  it('keeps no waiter waiting', async () => {
    const started = performance.now();
    await createFunction(cloud.lambda, 'waited');
    const waiting = { client: cloud.lambda, maxWaitTime: 30, minDelay: 20, maxDelay: 30 };
    await waitUntilFunctionActiveV2(waiting, { FunctionName: 'waited' });
    await configure('waited', 5);
    await waitUntilFunctionUpdatedV2(waiting, { FunctionName: 'waited' });
    // One look each: a second one would come after 20 seconds.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('an update', () => {
  it('is InProgress in the answer, and Successful when it is asked for, with another revision', async () => {
    await createFunction(cloud.lambda, 'updated');
    const configured = await configure('updated', 5);
    expect(configured).toMatchObject(IN_PROGRESS);
    const now = await configuration('updated');
    expect(now).toMatchObject(ACTIVE);
    expect(now).not.toHaveProperty('LastUpdateStatusReason');
    expect(now.RevisionId).not.toBe(configured.RevisionId);
    expect(await recode('updated', 'return 2;')).toMatchObject(IN_PROGRESS);
    expect((await invoke(cloud.lambda, 'updated')).result).toBe(2);
  });

  it('leaves its version Pending where it publishes one', async () => {
    await createFunction(cloud.lambda, 'published');
    expect(await recode('published', 'return 2;', { Publish: true })).toMatchObject({
      Version: '1',
      ...PENDING,
    });
    expect(await configuration('published', '1')).toMatchObject(ACTIVE);
  });

  it('keeps out others that do not wait for it', async () => {
    const FunctionName = 'hasty';
    await createFunction(cloud.lambda, FunctionName);
    await configure(FunctionName, 5);
    const conflict = {
      name: 'ResourceConflictException',
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${ARN}:hasty`,
      $metadata: { httpStatusCode: 409 },
    };
    await expect(configure(FunctionName, 6)).rejects.toMatchObject(conflict);
    await expect(recode(FunctionName, 'return 2;')).rejects.toMatchObject(conflict);
    await expect(cloud.lambda.send(new PublishVersionCommand({ FunctionName }))).rejects.toMatchObject(
      conflict,
    );
    expect(await configuration(FunctionName)).toMatchObject({ Timeout: 5, ...ACTIVE });
    expect(await configure(FunctionName, 6)).toMatchObject({ Timeout: 6 });
  });

  it('keeps out one that comes at the same time', async () => {
    await createFunction(cloud.lambda, 'contended');
    const outcomes = await Promise.allSettled([1, 2, 3].map((n) => recode('contended', `return ${n};`)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('is over before its revision can be named', async () => {
    const FunctionName = 'stale';
    await createFunction(cloud.lambda, FunctionName);
    const { RevisionId } = await configure(FunctionName, 5);
    await configuration(FunctionName);
    await expect(
      cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, RevisionId, Timeout: 6 })),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  });
});

it('gives a function a new revision with a version, and with tags', async () => {
  const FunctionName = 'revised';
  const { FunctionArn: Resource } = await createFunction(cloud.lambda, FunctionName);
  const revisions = [(await configuration(FunctionName)).RevisionId];
  await cloud.lambda.send(new PublishVersionCommand({ FunctionName }));
  revisions.push((await configuration(FunctionName)).RevisionId);
  await cloud.lambda.send(new TagResourceCommand({ Resource, Tags: { a: '1' } }));
  revisions.push((await configuration(FunctionName)).RevisionId);
  expect(new Set(revisions).size).toBe(3);
});

import {
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, startLambdaCloud } from './support.ts';

const FunctionName = 'labelled';
const Resource = `${ARN}:${FunctionName}`;
const cloud = await used(startLambdaCloud());
beforeAll(async () => {
  await createFunction(cloud.lambda, FunctionName, undefined, { Tags: { a: '1' } });
});

describe('tags', () => {
  it('are added, replaced and taken away', async () => {
    await cloud.lambda.send(new TagResourceCommand({ Resource, Tags: { a: '2', b: '3', c: '4' } }));
    await cloud.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['b', 'c'] }));
    const { Tags } = await cloud.lambda.send(new ListTagsCommand({ Resource }));
    expect(Tags).toEqual({ a: '2' });
  });

  it('are for functions, not for their versions', async () => {
    const call = cloud.lambda.send(new ListTagsCommand({ Resource: `${Resource}:1` }));
    await expect(call).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    });
  });
});

describe('reserved concurrency', () => {
  it('is put, told and taken away', async () => {
    const put = (ReservedConcurrentExecutions: number) =>
      cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
    expect(await put(5)).toMatchObject({ ReservedConcurrentExecutions: 5 });
    await expect(put(901)).rejects.toMatchObject({
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its " +
        'minimum value of [100].',
    });
    await cloud.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    const { ReservedConcurrentExecutions } = await cloud.lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName }),
    );
    expect(ReservedConcurrentExecutions).toBeUndefined();
  });
});

describe('an event invoke configuration', () => {
  it('is put, updated in part, and deleted', async () => {
    const { lambda } = cloud;
    await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1 }));
    await lambda.send(
      new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 60 }),
    );
    const config = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    expect(config).toMatchObject({
      FunctionArn: `${Resource}:$LATEST`,
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    expect(config.LastModified).toBeInstanceOf(Date);
    await lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    await expect(
      lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The function ${Resource}:$LATEST doesn't have an EventInvokeConfig`,
    });
  });

  it('is refused with a destination that is no function', async () => {
    const DestinationConfig = { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:q' } };
    const call = cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }),
    );
    await expect(call).rejects.toMatchObject({
      message:
        'The destination arn:aws:sqs:us-east-1:000000000000:q, which is no function is not supported by local-cloud.',
    });
  });
});

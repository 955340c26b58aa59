import {
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionRecursionConfigCommand,
  GetRuntimeManagementConfigCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, handlerZip, invoke, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

/** A region of its own has the functions that a test makes, and no others. */
const elsewhere = (region: string) => {
  const lambda = new LambdaClient({ ...cloud.config, region });
  regions.push(lambda);
  return lambda;
};
const regions: LambdaClient[] = [];
afterAll(() => {
  for (const lambda of regions) lambda.destroy();
});

const missing = {
  name: 'ResourceNotFoundException',
  Type: 'User',
  message: `Function not found: ${ARN}:nobody`,
};

describe('GetFunction', () => {
  beforeAll(() => createFunction(cloud.lambda, 'found'));

  it('answers configuration, tags, and a URL from which the zip can be had', async () => {
    await createFunction(cloud.lambda, 'got', 'return 7;', { Tags: { team: 'a' } });
    const { Code, Configuration, Tags } = await cloud.lambda.send(
      new GetFunctionCommand({ FunctionName: 'got' }),
    );
    expect(Configuration?.FunctionArn).toBe(`${ARN}:got`);
    expect(Tags).toEqual({ team: 'a' });
    const download = await fetch(Code?.Location ?? '');
    expect(download.headers.get('content-type')).toBe('application/zip');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(Buffer.from(handlerZip('return 7;')));
  });

  it.each(['found', `${ARN}:found`, '000000000000:function:found', 'found:$LATEST', `${ARN}:found:$LATEST`])(
    'finds a function as %s',
    async (FunctionName) => {
      const { FunctionName: name } = await cloud.lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName }),
      );
      expect(name).toBe('found');
    },
  );

  it('rejects a function that is not there, in the words and members of AWS', async () => {
    await expect(cloud.lambda.send(new GetFunctionCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject(
      missing,
    );
    const raw = await fetch(`${cloud.config.endpoint}/2015-03-31/functions/nobody`);
    expect(raw.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
    expect(await raw.json()).toEqual({ Type: 'User', Message: missing.message });
  });

  it('rejects a qualifier that contradicts the one in the name', async () => {
    const call = cloud.lambda.send(new GetFunctionCommand({ FunctionName: 'found:$LATEST', Qualifier: '1' }));
    await expect(call).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The derived qualifier from the function name does not match the specified qualifier.',
    });
  });
});

describe('UpdateFunctionCode', () => {
  it('runs the new code from the next invocation on', async () => {
    await createFunction(cloud.lambda, 'changing', 'return "old";');
    expect((await invoke(cloud.lambda, 'changing')).result).toBe('old');
    const ZipFile = handlerZip('return "new";');
    await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'changing', ZipFile }));
    expect((await invoke(cloud.lambda, 'changing')).result).toBe('new');
  });

  it('changes nothing in a dry run', async () => {
    const FunctionName = 'rehearsed';
    const { CodeSha256: before } = await createFunction(cloud.lambda, FunctionName, 'return "old";');
    const ZipFile = handlerZip('return "dry";');
    const { CodeSha256 } = await cloud.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile, DryRun: true }),
    );
    const { CodeSha256: after } = await cloud.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    expect(CodeSha256).not.toBe(before);
    expect(after).toBe(before);
  });

  it('rejects a revision that is not the latest', async () => {
    const FunctionName = 'revised';
    await createFunction(cloud.lambda, FunctionName);
    const call = cloud.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile: handlerZip(''), RevisionId: 'old' }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      message:
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the ' +
        'latest Revision Id',
      $metadata: { httpStatusCode: 412 },
    });
  });
});

describe('UpdateFunctionConfiguration', () => {
  it('changes what it names, keeps the rest, and reaches the code', async () => {
    await createFunction(cloud.lambda, 'configured', 'return process.env.COLOUR;', { Description: 'kept' });
    const answer = await cloud.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'configured',
        MemorySize: 256,
        Environment: { Variables: { COLOUR: 'green' } },
      }),
    );
    expect(answer).toMatchObject({ Description: 'kept', MemorySize: 256, Timeout: 3 });
    expect((await invoke(cloud.lambda, 'configured')).result).toBe('green');
  });
});

describe('ListFunctions', () => {
  it('answers pages', async () => {
    const lambda = elsewhere('eu-west-1');
    for (const name of ['one', 'two', 'three']) await createFunction(lambda, name);
    const first = await lambda.send(new ListFunctionsCommand({ MaxItems: 2 }));
    const second = await lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    const names = [...(first.Functions ?? []), ...(second.Functions ?? [])].map((each) => each.FunctionName);
    expect(names).toEqual(['one', 'two', 'three']);
    expect(second.NextMarker).toBeUndefined();
    expect(first.Functions?.[0]?.State).toBeUndefined();
  });
});

describe('DeleteFunction', () => {
  it('takes the function away', async () => {
    const FunctionName = 'deleted';
    await createFunction(cloud.lambda, FunctionName);
    const { $metadata } = await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName }));
    expect($metadata.httpStatusCode).toBe(204);
    const gone = { ...missing, message: `Function not found: ${ARN}:deleted` };
    await expect(invoke(cloud.lambda, FunctionName)).rejects.toMatchObject(gone);
    await expect(cloud.lambda.send(new DeleteFunctionCommand({ FunctionName }))).rejects.toMatchObject(gone);
  });
});

describe('what Terraform reads', () => {
  it('answers the defaults', async () => {
    const FunctionName = 'plain';
    const lambda = elsewhere('eu-central-1');
    const { FunctionArn } = await createFunction(lambda, FunctionName);
    const signing = await lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
    expect(signing.CodeSigningConfigArn).toBeUndefined();
    const recursion = await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }));
    expect(recursion.RecursiveLoop).toBe('Terminate');
    const management = await lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName }));
    expect(management).toMatchObject({ UpdateRuntimeOn: 'Auto', FunctionArn: `${FunctionArn}:$LATEST` });
    const mappings = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    expect(mappings.EventSourceMappings).toEqual([]);
    const settings = await lambda.send(new GetAccountSettingsCommand({}));
    expect(settings.AccountUsage?.FunctionCount).toBe(1);
  });

  it('names an operation it does not have', async () => {
    const path = '/2015-03-31/event-source-mappings';
    const answer = await fetch(`${cloud.config.endpoint}${path}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(501);
    expect(await answer.json()).toEqual({
      message: 'The operation CreateEventSourceMapping of AWS Lambda is not supported by local-cloud.',
    });
  });
});

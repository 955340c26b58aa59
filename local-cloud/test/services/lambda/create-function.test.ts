import { createHash } from 'node:crypto';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, handlerZip, ROLE, startLambdaCloud, zip } from './support.ts';

const cloud = await used(startLambdaCloud());

const refused = (more: object) => createFunction(cloud.lambda, 'refused', undefined, more);

const FILE_SYSTEM = {
  Arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0',
  LocalMountPath: '/mnt/a',
};

describe('CreateFunction', () => {
  it('answers the whole configuration, with defaults filled in', async () => {
    const ZipFile = handlerZip('return event;');
    const { $metadata, ...configuration } = await createFunction(cloud.lambda, 'whole', 'return event;');
    expect($metadata.httpStatusCode).toBe(201);
    expect(configuration).toEqual({
      FunctionName: 'whole',
      FunctionArn: `${ARN}:whole`,
      Runtime: 'nodejs20.x',
      Role: ROLE,
      Handler: 'index.handler',
      CodeSize: ZipFile.length,
      Description: '',
      Timeout: 3,
      MemorySize: 128,
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      CodeSha256: createHash('sha256').update(ZipFile).digest('base64'),
      Version: '$LATEST',
      TracingConfig: { Mode: 'PassThrough' },
      RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
      PackageType: 'Zip',
      Architectures: ['x86_64'],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      RuntimeVersionConfig: {
        RuntimeVersionArn: expect.stringContaining('arn:aws:lambda:us-east-1::runtime:'),
      },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/whole' },
    });
  });

  it('rejects a name that is taken', async () => {
    await createFunction(cloud.lambda, 'taken');
    await expect(createFunction(cloud.lambda, 'taken')).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Function already exist: taken',
      Type: 'User',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('publishes version 1 when asked to', async () => {
    const { Version } = await createFunction(cloud.lambda, 'published', undefined, { Publish: true });
    expect(Version).toBe('1');
  });

  it('rejects limits that are passed, naming each', async () => {
    await expect(refused({ MemorySize: 127, Timeout: 901 })).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "2 validation errors detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value " +
        "less than or equal to 900; Value '127' at 'memorySize' failed to satisfy constraint: Member must have value " +
        'greater than or equal to 128',
    });
  });

  it('rejects reserved environment variables, naming them', async () => {
    const Variables = { AWS_REGION: 'x', FINE: 'y', LAMBDA_TASK_ROOT: 'z' };
    await expect(refused({ Environment: { Variables } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'Lambda was unable to configure your environment variables because the environment variables you have provided ' +
        'contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ' +
        'AWS_REGION, LAMBDA_TASK_ROOT',
    });
  });

  it('rejects environment variables above 4 KB', async () => {
    const Variables = { BIG: 'x'.repeat(4096) };
    await expect(refused({ Environment: { Variables } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(
        'you have provided exceeded the 4KB limit. String measured: {"BIG":"xxx',
      ),
    });
  });

  it.each([
    [
      'nodejs10.x',
      'The runtime parameter of nodejs10.x is no longer supported for creating or updating AWS Lambda functions. We ' +
        'recommend you use the new runtime (nodejs24.x) while creating or updating functions.',
    ],
    [
      'python3.12',
      'The runtime python3.12 is not supported by local-cloud, which runs these: nodejs12.x, nodejs14.x, ' +
        'nodejs16.x, nodejs18.x, nodejs20.x, nodejs22.x, nodejs24.x, provided.al2, provided.al2023.',
    ],
    [
      'cobol85',
      expect.stringMatching(/^Value cobol85 at 'runtime' failed to satisfy constraint: Member must satisfy/),
    ],
  ])('rejects the runtime %s', async (Runtime, message) => {
    await expect(refused({ Runtime })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message,
    });
  });

  it.each([
    ['what is no zip', Buffer.from('not a zip')],
    ['a zip cut short', handlerZip('return 1;').subarray(90)],
    ['a damaged zip', Buffer.from(handlerZip('return 1;')).fill(0, 40, 60)],
    ['a zip that leads out of its folder', zip({ '../outside.js': '' })],
  ])('rejects %s', async (_what, ZipFile) => {
    await expect(refused({ Code: { ZipFile } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    });
  });

  it('rejects code from a bucket that is not there', async () => {
    await expect(refused({ Code: { S3Bucket: 'nowhere', S3Key: 'x.zip' } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(/^Error occurred while GetObject\. S3 Error Code: NoSuchBucket\./),
    });
  });

  it.each([
    ['PackageType Image (functions in containers)', { PackageType: 'Image', Code: { ImageUri: 'x' } }],
    ['The member FileSystemConfigs of CreateFunction', { FileSystemConfigs: [FILE_SYSTEM] }],
    ['The member PublishTo of CreateFunction', { PublishTo: 'LATEST_PUBLISHED' as const }],
    ['LoggingConfig with LogFormat JSON', { LoggingConfig: { LogFormat: 'JSON' } }],
    [
      'The member DeadLetterConfig of CreateFunction',
      { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:q' } },
    ],
  ])('names what it does not support: %s', async (what, more) => {
    await expect(refused(more)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: `${what} is not supported by local-cloud.`,
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('rejects a role that is no role ARN, and a missing handler', async () => {
    const Code = { ZipFile: handlerZip('') };
    const create = (more: object) =>
      cloud.lambda.send(new CreateFunctionCommand({ FunctionName: 'no', Role: ROLE, Code, ...more }));
    await expect(create({ Role: 'me' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(create({ Runtime: 'nodejs20.x' })).rejects.toMatchObject({
      message: 'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    });
  });
});

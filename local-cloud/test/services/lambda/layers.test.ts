import {
  AddLayerVersionPermissionCommand,
  DeleteLayerVersionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { createFunction, invoke, startLambdaCloud, zip } from './support.ts';

const LAYER = 'arn:aws:lambda:us-east-1:000000000000:layer';
const cloud = await used(startLambdaCloud());

const publish = (LayerName: string, files: Record<string, string>, more: object = {}) =>
  cloud.lambda.send(new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: zip(files) }, ...more }));

const moduleNamed = (name: string, value: string) => ({
  [`nodejs/node_modules/${name}/index.js`]: `module.exports = ${JSON.stringify(value)};`,
});

/** A layer with one version, whose package `shared` has that value. */
const layer = (LayerName: string, value = 'shared') => publish(LayerName, moduleNamed('shared', value));

describe('a layer', () => {
  it('gets a new version with each publication', async () => {
    const first = await publish('base', moduleNamed('shared', 'first'), {
      CompatibleRuntimes: ['nodejs20.x'],
    });
    expect(first).toMatchObject({
      LayerArn: `${LAYER}:base`,
      LayerVersionArn: `${LAYER}:base:1`,
      Version: 1,
      Description: '',
      CompatibleRuntimes: ['nodejs20.x'],
    });
    expect((await publish('base', moduleNamed('shared', 'second'))).Version).toBe(2);
    const { LayerVersions } = await cloud.lambda.send(new ListLayerVersionsCommand({ LayerName: 'base' }));
    expect(LayerVersions?.map(({ Version }) => Version)).toEqual([2, 1]);
    const { Layers } = await cloud.lambda.send(new ListLayersCommand({ CompatibleRuntime: 'nodejs20.x' }));
    expect(Layers?.map(({ LatestMatchingVersion }) => LatestMatchingVersion?.Version)).toEqual([1]);
  });

  it('can be had by number and by ARN, content included', async () => {
    const { LayerVersionArn: Arn } = await layer('had', 'first');
    const byNumber = await cloud.lambda.send(
      new GetLayerVersionCommand({ LayerName: 'had', VersionNumber: 1 }),
    );
    const byArn = await cloud.lambda.send(new GetLayerVersionByArnCommand({ Arn }));
    expect(byArn.Content).toEqual(byNumber.Content);
    const content = await (await fetch(byArn.Content?.Location ?? '')).arrayBuffer();
    expect(Buffer.from(content)).toEqual(Buffer.from(zip(moduleNamed('shared', 'first'))));
  });

  it('has packages that import finds, besides the SDK that Lambda provides', async () => {
    const module = (name: string, value: string) => ({
      [`${name}/package.json`]: '{"type":"module","exports":"./main.js"}',
      [`${name}/main.js`]: `export default ${JSON.stringify(value)};`,
    });
    await publish('modules', {
      ...module('nodejs/node_modules/dep', 'dep'),
      ...module('nodejs/node_modules/@scope/dep', 'scoped'),
      ...module('nodejs/node20/node_modules/dep20', 'dep20'),
      ...module('nodejs/node_modules/user', 'unused'),
      'nodejs/node_modules/user/main.js': `export { default } from 'dep';`,
    });
    const code = `
      import dep from 'dep';
      import scoped from '@scope/dep';
      import dep20 from 'dep20';
      import user from 'user';
      import { S3Client } from '@aws-sdk/client-s3';
      import { createRequire } from 'node:module';
      const { DynamoDBClient } = createRequire(import.meta.url)('@aws-sdk/client-dynamodb');
      export const handler = async () => [dep, scoped, dep20, user, typeof S3Client, typeof DynamoDBClient];`;
    await createFunction(cloud.lambda, 'importing', '', {
      ...{ Layers: [`${LAYER}:modules:1`], Code: { ZipFile: zip({ 'index.mjs': code }) } },
    });
    const { result } = await invoke(cloud.lambda, 'importing');
    expect(result).toEqual(['dep', 'scoped', 'dep20', 'dep', 'function', 'function']);
  });

  it('is there for the function; of two that say the same, the later one counts', async () => {
    await layer('under');
    await publish('over', { ...moduleNamed('shared', 'over'), ...moduleNamed('own', 'own') });
    const Layers = [`${LAYER}:under:1`, `${LAYER}:over:1`];
    const made = await createFunction(
      cloud.lambda,
      'layered',
      'return [require("shared"), require("own")];',
      { Layers },
    );
    expect(made.Layers?.map(({ Arn }) => Arn)).toEqual(Layers);
    expect((await invoke(cloud.lambda, 'layered')).result).toEqual(['over', 'own']);
  });

  it('can bring the handler, by its absolute path', async () => {
    const source = 'exports.handler = async () => require("shared") + process.env._HANDLER;';
    await publish('handling', { 'nodejs/main.js': source, ...moduleNamed('shared', 'from ') });
    const Layers = [`${LAYER}:handling:1`];
    await createFunction(cloud.lambda, 'handled', undefined, { Layers, Handler: '/opt/nodejs/main.handler' });
    expect((await invoke(cloud.lambda, 'handled')).result).toBe('from /opt/nodejs/main.handler');
    await createFunction(cloud.lambda, 'lost', undefined, { Layers, Handler: '/opt/nodejs/other.handler' });
    expect((await invoke(cloud.lambda, 'lost')).result).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
    });
  });

  it('is refused to functions when missing, doubled, or more than five', async () => {
    const create = (Layers: string[]) => createFunction(cloud.lambda, 'refused', undefined, { Layers });
    for (const value of ['first', 'second']) await layer('doubled', value);
    await expect(create([`${LAYER}:doubled:9`])).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Layer version ${LAYER}:doubled:9 does not exist.`,
    });
    await expect(create([`${LAYER}:doubled:1`, `${LAYER}:doubled:2`])).rejects.toMatchObject({
      message:
        'Two different versions of the same layer are not allowed to be referenced in the same function. ' +
        `${LAYER}:doubled:1 and ${LAYER}:doubled:2 are versions of the same layer.`,
    });
    await expect(create(Array(6).fill(`${LAYER}:doubled:1`))).rejects.toMatchObject({
      message: 'Cannot reference more than 5 layers.',
    });
  });

  it('has a policy', async () => {
    const version = { LayerName: 'permitted', VersionNumber: 1 };
    await layer('permitted');
    const Action = 'lambda:GetLayerVersion';
    await cloud.lambda.send(
      new AddLayerVersionPermissionCommand({ ...version, StatementId: 'all', Action, Principal: '*' }),
    );
    const { Policy } = await cloud.lambda.send(new GetLayerVersionPolicyCommand(version));
    expect(JSON.parse(Policy ?? '').Statement).toEqual([
      { Sid: 'all', Effect: 'Allow', Principal: '*', Action, Resource: `${LAYER}:permitted:1` },
    ]);
  });

  it('is gone once deleted, though not for functions that have it', async () => {
    const version = { LayerName: 'deleted', VersionNumber: 1 };
    await layer('deleted', 'kept');
    const Layers = [`${LAYER}:deleted:1`];
    await createFunction(cloud.lambda, 'keeping', 'return require("shared");', { Layers });
    await cloud.lambda.send(new DeleteLayerVersionCommand(version));
    const call = cloud.lambda.send(new GetLayerVersionCommand(version));
    await expect(call).rejects.toMatchObject({ message: 'The resource you requested does not exist.' });
    expect((await invoke(cloud.lambda, 'keeping')).result).toBe('kept');
  });
});

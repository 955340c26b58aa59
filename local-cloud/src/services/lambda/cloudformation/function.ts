import { isDeepStrictEqual } from 'node:util';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceContext, ResourceState, ResourceType } from '../../../resources/resource-type.ts';
import { goneTags, type Tag, tagMap } from '../../../resources/tags.ts';
import { deleteFunctionConcurrency, putFunctionConcurrency } from '../operations/concurrency.ts';
import { createFunction } from '../operations/create-function.ts';
import { deleteFunction } from '../operations/delete-function.ts';
import { getFunctionConfiguration } from '../operations/functions.ts';
import { tagResource, untagResource } from '../operations/tags.ts';
import { updateFunctionCode } from '../operations/update-function-code.ts';
import { updateFunctionConfiguration } from '../operations/update-function-configuration.ts';
import { functionLimit } from './function-limit.ts';
import { inlineZip } from './inline-zip.ts';

interface Code {
  /** Source text of index.js, not a zip. */
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ImageUri?: string;
  readonly SourceKMSKeyArn?: string;
}

/** The properties that go to UpdateFunctionConfiguration under their own names. */
const SETTINGS = [
  'Description',
  'Environment',
  'EphemeralStorage',
  'Handler',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'Role',
  'Runtime',
  'SnapStart',
  'Timeout',
  'TracingConfig',
  'VpcConfig',
] as const;

type Properties = Partial<Record<(typeof SETTINGS)[number], unknown>> & {
  readonly Architectures?: readonly string[];
  readonly Code: Code;
  readonly FunctionName?: string;
  readonly PackageType?: string;
  readonly ReservedConcurrentExecutions?: number;
  readonly Role: string;
  readonly Tags?: readonly Tag[];
};

/** What a property that was taken out of the template goes back to. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  Description: '',
  Environment: { Variables: {} },
  EphemeralStorage: { Size: 512 },
  KMSKeyArn: '',
  Layers: [],
  MemorySize: 128,
  Timeout: 3,
  TracingConfig: { Mode: 'PassThrough' },
  VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
};

const MAX_NAME = 64;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction = {
  type: 'AWS::Lambda::Function',
  properties: [
    ...[
      'Code',
      'Description',
      'Environment',
      'FunctionName',
      'Handler',
      'Layers',
      'LoggingConfig',
      'MemorySize',
    ],
    ...['PackageType', 'ReservedConcurrentExecutions', 'Runtime', 'Tags', 'Timeout'],
  ] as (keyof Properties & string)[],
  members: {
    Code: ['ImageUri', 'S3Bucket', 'S3Key', 'S3ObjectVersion', 'ZipFile'],
    Environment: ['Variables'],
    LoggingConfig: ['LogFormat', 'LogGroup'],
  },
  inert: [
    'Architectures',
    'Code.SourceKMSKeyArn',
    'EphemeralStorage',
    'KmsKeyArn',
    'Role',
    'SnapStart',
    'TracingConfig',
    'VpcConfig',
  ],
  nameProperty: 'FunctionName',
  limit: functionLimit,
  async create(properties, context) {
    const FunctionName = properties.FunctionName ?? context.generateName({ maxLength: MAX_NAME });
    const { Architectures, PackageType } = properties;
    const configuration = await createFunction(
      {
        ...{ Architectures, FunctionName, PackageType },
        ...settingsOf(properties),
        Code: await codeOf(properties.Code),
        Tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    stabilize(FunctionName, context);
    reserve(FunctionName, properties, context);
    return { physicalId: FunctionName, attributes: attributesOf(configuration) };
  },
  async update(state, properties, previous, context) {
    const FunctionName = state.physicalId;
    const { Architectures } = properties;
    if (!isDeepStrictEqual([properties.Code, Architectures], [previous.Code, previous.Architectures])) {
      await updateFunctionCode({ FunctionName, Architectures, ...(await codeOf(properties.Code)) }, context);
      stabilize(FunctionName, context);
    }
    const [now, before] = [settingsOf(properties), settingsOf(previous)];
    if (!isDeepStrictEqual(now, before)) {
      const removed = Object.keys(before).filter((name) => now[name] === undefined && name in DEFAULTS);
      const defaults = Object.fromEntries(removed.map((name) => [name, DEFAULTS[name]]));
      updateFunctionConfiguration({ FunctionName, ...defaults, ...now }, context);
      stabilize(FunctionName, context);
    }
    reserve(FunctionName, properties, context);
    retag(state, properties, previous, context);
    return state;
  },
  delete: (state, _properties, context) =>
    unlessGone(() => deleteFunction({ FunctionName: state.physicalId }, context)),
} satisfies ResourceType<Properties>;

const attributesOf = ({ FunctionArn = '', SnapStart }: FunctionConfiguration) => ({
  Arn: FunctionArn,
  'SnapStartResponse.ApplyOn': SnapStart?.ApplyOn ?? 'None',
  'SnapStartResponse.OptimizationStatus': SnapStart?.OptimizationStatus ?? 'Off',
});

/** As CloudFormation, which waits for a function that it made or changed. */
const stabilize = (FunctionName: string, context: ResourceContext): void =>
  void getFunctionConfiguration({ FunctionName }, context);

function settingsOf(properties: Properties): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const name of SETTINGS) {
    // The template's name for it differs from the API's.
    if (properties[name] !== undefined)
      settings[name === 'KmsKeyArn' ? 'KMSKeyArn' : name] = properties[name];
  }
  return settings;
}

async function codeOf({ ZipFile, ...code }: Code): Promise<Code> {
  return ZipFile === undefined ? code : { ZipFile: await inlineZip(ZipFile) };
}

function reserve(FunctionName: string, properties: Properties, context: ResourceContext): void {
  const { ReservedConcurrentExecutions } = properties;
  if (ReservedConcurrentExecutions === undefined) deleteFunctionConcurrency({ FunctionName }, context);
  else putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions }, context);
}

function retag(
  state: ResourceState,
  properties: Properties,
  previous: Properties,
  context: ResourceContext,
): void {
  const Resource = state.attributes.Arn ?? '';
  const Tags = tagMap(context.tags, properties.Tags);
  const TagKeys = goneTags(Object.keys(tagMap([], previous.Tags)), Tags);
  if (TagKeys.length > 0) untagResource({ Resource, TagKeys }, context);
  tagResource({ Resource, Tags }, context);
}

import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { createAlias, deleteAlias, updateAlias } from '../operations/aliases.ts';
import { type ProvisionedConcurrencyConfig, provide } from './provide.ts';

interface Properties {
  readonly FunctionName: string;
  readonly FunctionVersion: string;
  readonly Name: string;
  readonly Description?: string;
  readonly ProvisionedConcurrencyConfig?: ProvisionedConcurrencyConfig;
  readonly RoutingConfig?: {
    readonly AdditionalVersionWeights?: readonly {
      FunctionVersion: string;
      FunctionWeight: number;
    }[];
  };
}

/** The template lists the weights, the API maps them. */
const inputOf = (properties: Properties) => ({
  ...properties,
  RoutingConfig: {
    AdditionalVersionWeights: Object.fromEntries(
      (properties.RoutingConfig?.AdditionalVersionWeights ?? []).map((each) => [
        each.FunctionVersion,
        each.FunctionWeight,
      ]),
    ),
  },
});

const named = ({ FunctionName, Name }: Properties) => ({ FunctionName, Qualifier: Name });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
export const alias = {
  type: 'AWS::Lambda::Alias',
  properties: [
    'FunctionName',
    'FunctionVersion',
    'Name',
    'Description',
    'ProvisionedConcurrencyConfig',
    'RoutingConfig',
  ],
  members: {
    AliasRoutingConfiguration: ['AdditionalVersionWeights'],
    ProvisionedConcurrencyConfiguration: ['ProvisionedConcurrentExecutions'],
    VersionWeight: ['FunctionVersion', 'FunctionWeight'],
  },
  async create(properties, context) {
    const { AliasArn = '' } = createAlias(inputOf(properties), context);
    await provide(named(properties), properties, context);
    return { physicalId: AliasArn, attributes: { AliasArn } };
  },
  async update(state, properties, _previous, context) {
    updateAlias({ Description: '', ...inputOf(properties) }, context);
    await provide(named(properties), properties, context);
    return state;
  },
  delete: (_state, { FunctionName, Name }, context) =>
    unlessGone(() => deleteAlias({ FunctionName, Name }, context)),
} satisfies ResourceType<Properties>;

import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceState, ResourceType } from '../../../resources/resource-type.ts';
import {
  createFunctionUrlConfig,
  deleteFunctionUrlConfig,
  getFunctionUrlConfig,
  updateFunctionUrlConfig,
} from '../operations/function-url-configs.ts';

interface Properties {
  readonly TargetFunctionArn: string;
  readonly Qualifier?: string;
  readonly AuthType: string;
  readonly Cors?: Readonly<Record<string, unknown>>;
  readonly InvokeMode?: string;
}

const inputOf = ({ TargetFunctionArn, ...properties }: Properties) => ({
  ...properties,
  FunctionName: TargetFunctionArn,
});

const stateOf = ({ FunctionArn = '', FunctionUrl = '' }): ResourceState => ({
  physicalId: FunctionArn,
  attributes: { FunctionArn, FunctionUrl },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
export const url = {
  type: 'AWS::Lambda::Url',
  properties: ['TargetFunctionArn', 'Qualifier', 'AuthType', 'Cors'],
  members: {
    Cors: ['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge'],
  },
  inert: ['InvokeMode'],
  create: async (properties, context) => stateOf(await createFunctionUrlConfig(inputOf(properties), context)),
  current: (_state, { TargetFunctionArn, Qualifier }, context) =>
    stateOf(getFunctionUrlConfig({ FunctionName: TargetFunctionArn, Qualifier }, context)),
  async update(_state, properties, _previous, context) {
    // What the template no longer has goes back to its default.
    return stateOf(
      updateFunctionUrlConfig({ Cors: {}, InvokeMode: 'BUFFERED', ...inputOf(properties) }, context),
    );
  },
  delete: (_state, { TargetFunctionArn, Qualifier }, context) =>
    unlessGone(() => deleteFunctionUrlConfig({ FunctionName: TargetFunctionArn, Qualifier }, context)),
} satisfies ResourceType<Properties>;

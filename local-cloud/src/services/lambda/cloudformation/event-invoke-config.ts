import type { DestinationConfig } from '@aws-sdk/client-lambda';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import {
  deleteFunctionEventInvokeConfig,
  putFunctionEventInvokeConfig,
} from '../operations/event-invoke-configs.ts';

interface Properties {
  readonly FunctionName: string;
  readonly Qualifier: string;
  readonly DestinationConfig?: DestinationConfig;
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export const eventInvokeConfig = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: [
    'FunctionName',
    'Qualifier',
    'DestinationConfig',
    'MaximumEventAgeInSeconds',
    'MaximumRetryAttempts',
  ],
  members: {
    DestinationConfig: ['OnFailure', 'OnSuccess'],
    OnFailure: ['Destination'],
    OnSuccess: ['Destination'],
  },
  async create(properties, context) {
    putFunctionEventInvokeConfig(properties, context);
    return { physicalId: `${properties.FunctionName}|${properties.Qualifier}`, attributes: {} };
  },
  async update(state, properties, _previous, context) {
    putFunctionEventInvokeConfig(properties, context);
    return state;
  },
  delete: (_state, { FunctionName, Qualifier }, context) =>
    unlessGone(() => deleteFunctionEventInvokeConfig({ FunctionName, Qualifier }, context)),
} satisfies ResourceType<Properties>;

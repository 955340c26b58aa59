import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createIntegration, deleteIntegration, updateIntegration } from '../operations/integrations.ts';

interface Properties {
  ApiId: string;
  IntegrationType: string;
  ConnectionType?: string;
  CredentialsArn?: string;
  Description?: string;
  IntegrationMethod?: string;
  IntegrationUri?: string;
  PayloadFormatVersion?: string;
  TimeoutInMillis?: number;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
export const integration = {
  type: 'AWS::ApiGatewayV2::Integration',
  properties: [
    'ApiId',
    'IntegrationType',
    'ConnectionType',
    'CredentialsArn',
    'Description',
    'IntegrationUri',
    'PayloadFormatVersion',
    'TimeoutInMillis',
  ],
  inert: ['IntegrationMethod'],

  limit({ IntegrationType, IntegrationSubtype, ConnectionType }) {
    const unknown = [IntegrationSubtype, ConnectionType === 'VPC_LINK' ? ConnectionType : undefined];
    if (IntegrationType === 'HTTP_PROXY') unknown.push(IntegrationType);
    const what = unknown.find((value) => typeof value === 'string');
    return what === undefined ? undefined : { what: `integrations with ${what}` };
  },

  async create(properties, context) {
    const input = { apiId: properties.ApiId, ...membersOf(properties) };
    const { integrationId } = createIntegration(input, context);
    return { physicalId: integrationId, attributes: { IntegrationId: integrationId } };
  },

  async update(state, properties, _previous, context) {
    const given = membersOf(properties);
    const cleared = { credentialsArn: '', description: '', integrationMethod: '', timeoutInMillis: 30_000 };
    const members = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const path = { apiId: properties.ApiId, integrationId: state.physicalId };
    updateIntegration({ ...path, ...cleared, ...members }, context);
    return state;
  },

  async delete({ physicalId: integrationId }, { ApiId: apiId }, context) {
    await unlessGone(() => deleteIntegration({ apiId, integrationId }, context));
  },
} satisfies ResourceType<Properties>;

/** A template's version may have become a number on its way through YAML. */
const membersOf = (properties: Properties) => ({
  integrationType: properties.IntegrationType,
  connectionType: properties.ConnectionType,
  credentialsArn: properties.CredentialsArn,
  description: properties.Description,
  integrationMethod: properties.IntegrationMethod,
  integrationUri: properties.IntegrationUri,
  payloadFormatVersion: properties.PayloadFormatVersion && versionText(properties.PayloadFormatVersion),
  timeoutInMillis: properties.TimeoutInMillis,
});

const versionText = (version: string): string => (/^\d+$/.test(version) ? `${version}.0` : version);

import { uuid } from '../../../core/ids.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';

/**
 * What the CDK adds to a stack to count the constructs in use. On AWS, too, nothing is made of it.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html
 */
export const cdkMetadata = {
  type: 'AWS::CDK::Metadata',
  schema: { properties: { Analytics: { type: 'string' } } },
  properties: [],
  inert: ['Analytics'],
  create: async () => ({ physicalId: uuid(), attributes: {} }),
  update: async (state) => state,
  delete: async () => {},
} satisfies ResourceType<{ Analytics?: string }>;

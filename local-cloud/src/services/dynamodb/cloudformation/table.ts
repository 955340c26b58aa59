import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { createTable, deleteTable, findTable, keyTypesChange, updateTable } from './table-lifecycle.ts';
import type { TableProperties } from './table-properties.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const dynamodbTable = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'BillingMode',
    'ProvisionedThroughput',
    'OnDemandThroughput',
    'WarmThroughput',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'DeletionProtectionEnabled',
    'Tags',
    'SSESpecification',
    'StreamSpecification',
    'TableClass',
    'TimeToLiveSpecification',
    'PointInTimeRecoverySpecification',
  ],
  inert: ['ContributorInsightsSpecification'],
  required: ['KeySchema'],
  replaceOn: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  takesTexts: true,
  nameProperty: 'TableName',
  replacesSometimes: (properties, previous) =>
    keyTypesChange(properties, previous) ? ['AttributeDefinitions'] : [],
  create: createTable,
  findCreated: findTable,
  update: (state, properties, _previous, context) => updateTable(state.physicalId, properties, context),
  delete: ({ physicalId }, _properties, context) => deleteTable(physicalId, context),
} satisfies ResourceType<TableProperties>;

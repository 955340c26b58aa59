import type { ResourceType } from '../../../resources/resource-type.ts';
import {
  createTableResource,
  deleteTableResource,
  findTable,
  keyTypesChange,
  updateTable,
} from './table-lifecycle.ts';
import { TABLE_MEMBERS, type TableProperties } from './table-properties.ts';

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
  members: {
    ...TABLE_MEMBERS,
    GlobalSecondaryIndex: [
      ...[
        'IndexName',
        'KeySchema',
        'Projection',
        'ProvisionedThroughput',
        'OnDemandThroughput',
        'WarmThroughput',
      ],
    ],
    OnDemandThroughput: ['MaxReadRequestUnits', 'MaxWriteRequestUnits'],
    ProvisionedThroughput: ['ReadCapacityUnits', 'WriteCapacityUnits'],
    SSESpecification: ['KMSMasterKeyId', 'SSEEnabled', 'SSEType'],
  },
  inert: ['ContributorInsightsSpecification', 'GlobalSecondaryIndex.ContributorInsightsSpecification'],
  alsoReplaceOn: ['LocalSecondaryIndexes'],
  nameProperty: 'TableName',
  replacesSometimes: (properties, previous) =>
    keyTypesChange(properties, previous) ? ['AttributeDefinitions'] : [],
  create: createTableResource,
  findCreated: findTable,
  update: (state, properties, _previous, context) => updateTable(state.physicalId, properties, context),
  delete: ({ physicalId }, _properties, context) => deleteTableResource(physicalId, context),
} satisfies ResourceType<TableProperties>;

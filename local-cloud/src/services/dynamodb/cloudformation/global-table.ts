import type { ResourceType } from '../../../resources/resource-type.ts';
import { type GlobalTableProperties, singleTable } from './global-table-properties.ts';
import {
  createTableResource,
  deleteTableResource,
  findTable,
  keyTypesChange,
  updateTable,
} from './table-lifecycle.ts';
import { TABLE_MEMBERS } from './table-properties.ts';

/**
 * A global table of one replica, in the stack's own region: to its users a table.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export const dynamodbGlobalTable = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties: [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'BillingMode',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'Replicas',
    'SSESpecification',
    'StreamSpecification',
    'TimeToLiveSpecification',
    'WarmThroughput',
    'WriteProvisionedThroughputSettings',
    'WriteOnDemandThroughputSettings',
  ],
  members: {
    ...TABLE_MEMBERS,
    CapacityAutoScalingSettings: ['MinCapacity', 'SeedCapacity'],
    GlobalSecondaryIndex: [
      ...['IndexName', 'KeySchema', 'Projection', 'WarmThroughput'],
      ...['WriteOnDemandThroughputSettings', 'WriteProvisionedThroughputSettings'],
    ],
    ReadOnDemandThroughputSettings: ['MaxReadRequestUnits'],
    ReadProvisionedThroughputSettings: ['ReadCapacityAutoScalingSettings', 'ReadCapacityUnits'],
    ReplicaGlobalSecondaryIndexSpecification: [
      ...['IndexName', 'ReadOnDemandThroughputSettings', 'ReadProvisionedThroughputSettings'],
    ],
    ReplicaSSESpecification: ['KMSMasterKeyId'],
    ReplicaSpecification: [
      ...[
        'DeletionProtectionEnabled',
        'GlobalSecondaryIndexes',
        'PointInTimeRecoverySpecification',
        'Region',
      ],
      ...['ReadOnDemandThroughputSettings', 'ReadProvisionedThroughputSettings', 'SSESpecification'],
      ...['TableClass', 'Tags'],
    ],
    SSESpecification: ['SSEEnabled', 'SSEType'],
    WriteOnDemandThroughputSettings: ['MaxWriteRequestUnits'],
    WriteProvisionedThroughputSettings: ['WriteCapacityAutoScalingSettings'],
  },
  // Capacity begins at its least and stays there: nothing here scales.
  inert: [
    'CapacityAutoScalingSettings.MaxCapacity',
    'CapacityAutoScalingSettings.TargetTrackingScalingPolicyConfiguration',
    'ReplicaGlobalSecondaryIndexSpecification.ContributorInsightsSpecification',
    'ReplicaSpecification.ContributorInsightsSpecification',
  ],
  alsoRequired: ['KeySchema', 'AttributeDefinitions'],
  nameProperty: 'TableName',
  replacesSometimes: (properties, previous) =>
    keyTypesChange(properties, previous) ? ['AttributeDefinitions'] : [],
  create: async (properties, context) =>
    createTableResource(singleTable(properties, context.region), context),
  findCreated: findTable,
  update: async ({ physicalId }, properties, _previous, context) =>
    updateTable(physicalId, singleTable(properties, context.region), context),
  delete: ({ physicalId }, _properties, context) => deleteTableResource(physicalId, context),
} satisfies ResourceType<GlobalTableProperties>;

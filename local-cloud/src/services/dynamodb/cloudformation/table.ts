import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import type { ResourceContext, ResourceState, ResourceType } from '../../cloudformation/resource-type.ts';
import { callDynamoDb } from '../call.ts';
import { updateBackups } from './table-backups.ts';
import { type TableProperties, tableInput } from './table-properties.ts';
import { updateTableProperties } from './table-update.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const dynamodbTable = {
  type: 'AWS::DynamoDB::Table',
  properties: [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'BillingMode',
    'ProvisionedThroughput',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'DeletionProtectionEnabled',
    'Tags',
    'SSESpecification',
    'TableClass',
    'TimeToLiveSpecification',
    'PointInTimeRecoverySpecification',
  ],
  inert: ['ContributorInsightsSpecification', 'OnDemandThroughput', 'WarmThroughput'],
  required: ['KeySchema'],
  replaceOn: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],

  async create(properties, context) {
    const TableName = properties.TableName ?? context.generateName({ maxLength: 255 });
    const { TableDescription } = await callDynamoDb<{ TableDescription: TableDescription }>(
      'CreateTable',
      tableInput(properties, TableName, context.tags),
      context,
    );
    const ttl = properties.TimeToLiveSpecification;
    if (ttl && String(ttl.Enabled) === 'true') {
      const TimeToLiveSpecification = { AttributeName: ttl.AttributeName, Enabled: true };
      await callDynamoDb('UpdateTimeToLive', { TableName, TimeToLiveSpecification }, context);
    }
    await updateBackups(TableName, properties, {}, context);
    return stateOf(TableName, TableDescription);
  },

  async update(state, properties, previous, context) {
    await updateTableProperties(state.physicalId, properties, previous, context);
    const { Table } = await callDynamoDb<{ Table: TableDescription }>(
      'DescribeTable',
      { TableName: state.physicalId },
      context,
    );
    return stateOf(state.physicalId, Table);
  },

  async delete(
    { physicalId: TableName }: ResourceState,
    _properties: TableProperties,
    context: ResourceContext,
  ) {
    try {
      await callDynamoDb('DeleteTable', { TableName }, context);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
    }
  },
} satisfies ResourceType<TableProperties>;

const stateOf = (physicalId: string, { TableArn = '' }: TableDescription): ResourceState => ({
  physicalId,
  attributes: { Arn: TableArn },
});

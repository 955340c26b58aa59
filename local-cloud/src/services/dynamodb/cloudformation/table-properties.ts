import type { JsonObject } from '../../../resources/json.ts';
import { type Tag, tagList } from '../../../resources/tags.ts';

/** Templates may write numbers and booleans as text. */

export interface ThroughputProperties {
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

export interface OnDemandProperties {
  MaxReadRequestUnits?: number;
  MaxWriteRequestUnits?: number;
}

export interface WarmProperties {
  ReadUnitsPerSecond?: number;
  WriteUnitsPerSecond?: number;
}

export interface KeyElement {
  AttributeName: string;
  KeyType: string;
}

export interface IndexProperties {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType?: string; NonKeyAttributes?: string[] };
  ProvisionedThroughput?: ThroughputProperties;
  OnDemandThroughput?: OnDemandProperties;
  WarmThroughput?: WarmProperties;
  ContributorInsightsSpecification?: JsonObject;
}

/** The properties of AWS::DynamoDB::Table. */
export interface TableProperties {
  TableName?: string;
  KeySchema: KeyElement[];
  AttributeDefinitions?: { AttributeName: string; AttributeType: string }[];
  BillingMode?: string;
  ProvisionedThroughput?: ThroughputProperties;
  OnDemandThroughput?: OnDemandProperties;
  WarmThroughput?: WarmProperties;
  GlobalSecondaryIndexes?: IndexProperties[];
  LocalSecondaryIndexes?: IndexProperties[];
  DeletionProtectionEnabled?: boolean;
  Tags?: Tag[];
  SSESpecification?: { SSEEnabled?: boolean; KMSMasterKeyId?: string; SSEType?: string };
  StreamSpecification?: { StreamViewType: string };
  TableClass?: string;
  TimeToLiveSpecification?: { AttributeName?: string; Enabled: boolean };
  PointInTimeRecoverySpecification?: {
    PointInTimeRecoveryEnabled?: boolean;
    RecoveryPeriodInDays?: number;
  };
}

/** The members that tables and global tables share, by what the schemas call them. */
export const TABLE_MEMBERS = {
  AttributeDefinition: ['AttributeName', 'AttributeType'],
  KeySchema: ['AttributeName', 'KeyType'],
  LocalSecondaryIndex: ['IndexName', 'KeySchema', 'Projection'],
  PointInTimeRecoverySpecification: ['PointInTimeRecoveryEnabled', 'RecoveryPeriodInDays'],
  Projection: ['NonKeyAttributes', 'ProjectionType'],
  StreamSpecification: ['StreamViewType'],
  TimeToLiveSpecification: ['AttributeName', 'Enabled'],
  WarmThroughput: ['ReadUnitsPerSecond', 'WriteUnitsPerSecond'],
};

/** CreateTable's input from a template's properties. */
export function tableInput(
  properties: TableProperties,
  TableName: string,
  stackTags: readonly Tag[],
): object {
  const { KeySchema, AttributeDefinitions, LocalSecondaryIndexes, TableClass } = properties;
  const tags = tagsOf(properties, stackTags);
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    LocalSecondaryIndexes: someOf(LocalSecondaryIndexes),
    TableClass,
    // CloudFormation, like DynamoDB, takes a table without a billing mode for a provisioned one.
    BillingMode: properties.BillingMode,
    ProvisionedThroughput: properties.ProvisionedThroughput,
    OnDemandThroughput: properties.OnDemandThroughput,
    WarmThroughput: properties.WarmThroughput,
    GlobalSecondaryIndexes: someOf(properties.GlobalSecondaryIndexes)?.map(indexInput),
    SSESpecification: encryption(properties),
    StreamSpecification: properties.StreamSpecification && {
      StreamEnabled: true,
      StreamViewType: properties.StreamSpecification.StreamViewType,
    },
    ...(properties.DeletionProtectionEnabled === undefined
      ? {}
      : { DeletionProtectionEnabled: properties.DeletionProtectionEnabled === true }),
    ...(tags.length > 0 ? { Tags: tags } : {}),
  };
}

/** Templates may have a list of nothing, as conditions leave it; CreateTable takes none. */
const someOf = <Index>(indexes: readonly Index[] = []) => (indexes.length > 0 ? indexes : undefined);

export const encryption = ({ SSESpecification: sse }: TableProperties) =>
  sse && { Enabled: sse.SSEEnabled === true, KMSMasterKeyId: sse.KMSMasterKeyId, SSEType: sse.SSEType };

export function indexInput(index: IndexProperties) {
  const { IndexName, KeySchema, Projection } = index;
  return {
    IndexName,
    KeySchema,
    Projection,
    ProvisionedThroughput: index.ProvisionedThroughput,
    OnDemandThroughput: index.OnDemandThroughput,
    WarmThroughput: index.WarmThroughput,
  };
}

/** The table's tags: the stack's and its own, which win. Tags of AWS's own can't be set by anyone. */
export const tagsOf = ({ Tags }: TableProperties, stackTags: readonly Tag[]) =>
  tagList(stackTags, Tags, { withoutAws: true });

import type { JsonObject } from '../../../resources/json.ts';
import { type Tag, tagList } from '../../../resources/tags.ts';

/** Templates may write numbers and booleans as text. */
type Numeric = number | string;
type Flag = boolean | string;

export interface ThroughputProperties {
  ReadCapacityUnits?: Numeric;
  WriteCapacityUnits?: Numeric;
}

export interface OnDemandProperties {
  MaxReadRequestUnits?: Numeric;
  MaxWriteRequestUnits?: Numeric;
}

export interface WarmProperties {
  ReadUnitsPerSecond?: Numeric;
  WriteUnitsPerSecond?: Numeric;
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
  DeletionProtectionEnabled?: Flag;
  Tags?: Tag[];
  SSESpecification?: { SSEEnabled?: Flag; KMSMasterKeyId?: string; SSEType?: string };
  StreamSpecification?: { StreamViewType: string };
  TableClass?: string;
  TimeToLiveSpecification?: { AttributeName?: string; Enabled: Flag };
  PointInTimeRecoverySpecification?: {
    PointInTimeRecoveryEnabled?: Flag;
    RecoveryPeriodInDays?: Numeric;
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

export const isTrue = (value: unknown): boolean => String(value) === 'true';

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
    LocalSecondaryIndexes,
    TableClass,
    // CloudFormation, like DynamoDB, takes a table without a billing mode for a provisioned one.
    BillingMode: properties.BillingMode,
    ProvisionedThroughput: throughput(properties.ProvisionedThroughput),
    OnDemandThroughput: onDemand(properties.OnDemandThroughput),
    WarmThroughput: warm(properties.WarmThroughput),
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(indexInput),
    SSESpecification: encryption(properties),
    StreamSpecification: properties.StreamSpecification && {
      StreamEnabled: true,
      StreamViewType: properties.StreamSpecification.StreamViewType,
    },
    ...(properties.DeletionProtectionEnabled === undefined
      ? {}
      : { DeletionProtectionEnabled: isTrue(properties.DeletionProtectionEnabled) }),
    ...(tags.length > 0 ? { Tags: tags } : {}),
  };
}

export const encryption = ({ SSESpecification: sse }: TableProperties) =>
  sse && { Enabled: isTrue(sse.SSEEnabled), KMSMasterKeyId: sse.KMSMasterKeyId, SSEType: sse.SSEType };

export function indexInput(index: IndexProperties) {
  const { IndexName, KeySchema, Projection } = index;
  return {
    IndexName,
    KeySchema,
    Projection,
    ProvisionedThroughput: throughput(index.ProvisionedThroughput),
    OnDemandThroughput: onDemand(index.OnDemandThroughput),
    WarmThroughput: warm(index.WarmThroughput),
  };
}

const numbers = <T extends object>(given: T | undefined): Record<keyof T, number> | undefined =>
  given &&
  (Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)])) as Record<
    keyof T,
    number
  >);

export const throughput = (given: ThroughputProperties | undefined) => numbers(given);
export const onDemand = (given: OnDemandProperties | undefined) => numbers(given);
export const warm = (given: WarmProperties | undefined) => numbers(given);

/** The table's tags: the stack's and its own, which win. Tags of AWS's own can't be set by anyone. */
export const tagsOf = ({ Tags }: TableProperties, stackTags: readonly Tag[]) =>
  tagList(stackTags, Tags, { withoutAws: true });

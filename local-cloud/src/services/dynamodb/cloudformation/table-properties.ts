type Throughput = { ReadCapacityUnits?: number | string; WriteCapacityUnits?: number | string };

interface IndexProperties {
  IndexName: string;
  KeySchema: unknown;
  Projection: unknown;
  ProvisionedThroughput?: Throughput;
}

/** The properties of AWS::DynamoDB::Table; templates may write numbers and booleans as text. */
export interface TableProperties {
  TableName?: string;
  KeySchema: unknown;
  AttributeDefinitions?: unknown[];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
  GlobalSecondaryIndexes?: IndexProperties[];
  LocalSecondaryIndexes?: IndexProperties[];
  DeletionProtectionEnabled?: boolean | string;
  Tags?: { Key: string; Value: string }[];
  SSESpecification?: { SSEEnabled?: boolean | string; KMSMasterKeyId?: string; SSEType?: string };
  TableClass?: string;
  TimeToLiveSpecification?: { AttributeName?: string; Enabled: boolean | string };
  PointInTimeRecoverySpecification?: {
    PointInTimeRecoveryEnabled?: boolean | string;
    RecoveryPeriodInDays?: number | string;
  };
}

export const isTrue = (value: unknown): boolean => String(value) === 'true';

/** CreateTable's input from a template's properties. */
export function tableInput(
  properties: TableProperties,
  TableName: string,
  stackTags: readonly { Key: string; Value: string }[],
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
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(indexInput),
    SSESpecification: encryption(properties),
    ...(properties.DeletionProtectionEnabled === undefined
      ? {}
      : { DeletionProtectionEnabled: isTrue(properties.DeletionProtectionEnabled) }),
    ...(tags.length > 0 ? { Tags: tags } : {}),
  };
}

export const encryption = ({ SSESpecification: sse }: TableProperties) =>
  sse && { Enabled: isTrue(sse.SSEEnabled), KMSMasterKeyId: sse.KMSMasterKeyId };

export function indexInput(index: IndexProperties) {
  const { IndexName, KeySchema, Projection } = index;
  return {
    IndexName,
    KeySchema,
    Projection,
    ProvisionedThroughput: throughput(index.ProvisionedThroughput),
  };
}

export const throughput = (given: Throughput | undefined) =>
  given && {
    ReadCapacityUnits: Number(given.ReadCapacityUnits),
    WriteCapacityUnits: Number(given.WriteCapacityUnits),
  };

/** The table's tags: the stack's and its own, which win. Tags of AWS's own can't be set by anyone. */
export function tagsOf(
  { Tags = [] }: TableProperties,
  stackTags: readonly { Key: string; Value: string }[],
): { Key: string; Value: string }[] {
  const merged = new Map(
    [...stackTags, ...Tags].map(({ Key, Value }) => [Key, { Key, Value: String(Value) }]),
  );
  return [...merged.values()].filter(({ Key }) => !Key.startsWith('aws:'));
}

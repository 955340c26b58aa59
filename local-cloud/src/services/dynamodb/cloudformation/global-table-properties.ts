import { validation } from '../errors.ts';
import type {
  IndexProperties,
  OnDemandProperties,
  TableProperties,
  ThroughputProperties,
  WarmProperties,
} from './table-properties.ts';

/** Capacity that scales by itself begins at its least; a fixed one is what it is. */
interface Scaling {
  MinCapacity?: number;
  SeedCapacity?: number;
}
interface ReadSettings {
  ReadCapacityUnits?: number;
  ReadCapacityAutoScalingSettings?: Scaling;
}
interface WriteSettings {
  WriteCapacityAutoScalingSettings?: Scaling;
}

interface GlobalIndex {
  IndexName: string;
  KeySchema: IndexProperties['KeySchema'];
  Projection: IndexProperties['Projection'];
  WriteProvisionedThroughputSettings?: WriteSettings;
  WriteOnDemandThroughputSettings?: OnDemandProperties;
  WarmThroughput?: WarmProperties;
}

interface ReplicaIndex {
  IndexName: string;
  ReadProvisionedThroughputSettings?: ReadSettings;
  ReadOnDemandThroughputSettings?: OnDemandProperties;
}

interface Replica {
  Region: string;
  DeletionProtectionEnabled?: boolean;
  GlobalSecondaryIndexes?: ReplicaIndex[];
  PointInTimeRecoverySpecification?: TableProperties['PointInTimeRecoverySpecification'];
  ReadProvisionedThroughputSettings?: ReadSettings;
  ReadOnDemandThroughputSettings?: OnDemandProperties;
  SSESpecification?: { KMSMasterKeyId?: string };
  TableClass?: string;
  Tags?: TableProperties['Tags'];
}

/** The properties of AWS::DynamoDB::GlobalTable. */
export interface GlobalTableProperties {
  TableName?: string;
  KeySchema: TableProperties['KeySchema'];
  AttributeDefinitions: TableProperties['AttributeDefinitions'];
  BillingMode?: string;
  GlobalSecondaryIndexes?: GlobalIndex[];
  LocalSecondaryIndexes?: IndexProperties[];
  Replicas: Replica[];
  SSESpecification?: { SSEEnabled?: boolean; SSEType?: string };
  StreamSpecification?: TableProperties['StreamSpecification'];
  TimeToLiveSpecification?: TableProperties['TimeToLiveSpecification'];
  WarmThroughput?: WarmProperties;
  WriteProvisionedThroughputSettings?: WriteSettings;
  WriteOnDemandThroughputSettings?: OnDemandProperties;
}

/** A global table with its one replica, as the table it is. @throws AwsError ValidationException for any more */
export function singleTable(properties: GlobalTableProperties, region: string): TableProperties {
  const [replica, ...others] = properties.Replicas;
  if (!replica || others.length > 0 || replica.Region !== region) {
    throw validation(
      `Replicas other than one in the stack's region, ${region}, are not supported by local-cloud.`,
    );
  }
  const { KeySchema, AttributeDefinitions, TableName, BillingMode, LocalSecondaryIndexes } = properties;
  const sse = properties.SSESpecification;
  return {
    ...{ KeySchema, AttributeDefinitions, TableName, BillingMode, LocalSecondaryIndexes },
    StreamSpecification: properties.StreamSpecification,
    TimeToLiveSpecification: properties.TimeToLiveSpecification,
    WarmThroughput: properties.WarmThroughput,
    ProvisionedThroughput: capacity(
      BillingMode,
      replica.ReadProvisionedThroughputSettings,
      properties.WriteProvisionedThroughputSettings,
    ),
    OnDemandThroughput: merged(
      replica.ReadOnDemandThroughputSettings,
      properties.WriteOnDemandThroughputSettings,
    ),
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map((index) =>
      indexOf(index, replica, BillingMode),
    ),
    SSESpecification: sse && { ...sse, KMSMasterKeyId: replica.SSESpecification?.KMSMasterKeyId },
    DeletionProtectionEnabled: replica.DeletionProtectionEnabled,
    PointInTimeRecoverySpecification: replica.PointInTimeRecoverySpecification,
    TableClass: replica.TableClass,
    Tags: replica.Tags,
  };
}

function indexOf(index: GlobalIndex, replica: Replica, mode: string | undefined): IndexProperties {
  const own = replica.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
  const { IndexName, KeySchema, Projection, WarmThroughput } = index;
  return {
    ...{ IndexName, KeySchema, Projection, WarmThroughput },
    ProvisionedThroughput: capacity(
      mode,
      own?.ReadProvisionedThroughputSettings,
      index.WriteProvisionedThroughputSettings,
    ),
    OnDemandThroughput: merged(own?.ReadOnDemandThroughputSettings, index.WriteOnDemandThroughputSettings),
  };
}

function capacity(
  mode: string | undefined,
  read: ReadSettings | undefined,
  write: WriteSettings | undefined,
): ThroughputProperties | undefined {
  if (mode === 'PAY_PER_REQUEST') return undefined;
  const start = (scaling: Scaling | undefined) => scaling?.SeedCapacity ?? scaling?.MinCapacity ?? 1;
  return {
    ReadCapacityUnits: read?.ReadCapacityUnits ?? start(read?.ReadCapacityAutoScalingSettings),
    WriteCapacityUnits: start(write?.WriteCapacityAutoScalingSettings),
  };
}

const merged = (
  read: OnDemandProperties | undefined,
  write: OnDemandProperties | undefined,
): OnDemandProperties | undefined => (read || write ? { ...read, ...write } : undefined);

import type {
  AttributeDefinition,
  BillingMode,
  KeySchemaElement,
  OnDemandThroughput,
  Projection,
  SSEDescription,
  StreamViewType,
  TableClass,
  Tag,
  WarmThroughput,
} from '@aws-sdk/client-dynamodb';

/** What is kept of a table beside its items, as JSON. Times are in ms since 1970. */
export interface TableRecord {
  readonly name: string;
  /** A UUID; a table of the same name made later has another. */
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  attributes: AttributeDefinition[];
  readonly keySchema: KeySchemaElement[];
  billing: { mode: BillingMode; payPerRequestSince?: number };
  throughput: ThroughputRecord;
  onDemand?: OnDemandThroughput;
  warm?: WarmThroughput;
  readonly localIndexes: IndexRecord[];
  globalIndexes: GlobalIndexRecord[];
  stream?: StreamRecord;
  /** Items are deleted after the time in this attribute. */
  ttlAttribute?: string;
  recovery?: PointInTimeRecovery;
  deletionProtected: boolean;
  tableClass?: TableClass;
  encryption?: SSEDescription;
  tags: Tag[];
  restored?: { backupArn: string; tableArn: string; at: number };
  /** Whether it has yet to be filled with the items of its backup. */
  restoring?: boolean;
}

/** Capacity units a second, 0 for tables on demand. */
export interface ThroughputRecord {
  read: number;
  write: number;
  increasedAt?: number;
  decreasedAt?: number;
}

export interface IndexRecord {
  readonly name: string;
  readonly arn: string;
  readonly keySchema: KeySchemaElement[];
  readonly projection: Projection;
}

export interface GlobalIndexRecord extends IndexRecord {
  /** Whether it has yet to be filled with the items that were there before it. */
  filling?: boolean;
  throughput: ThroughputRecord;
  onDemand?: OnDemandThroughput;
  warm?: WarmThroughput;
}

/** The table's newest stream, which stays readable for a day after it was switched off. */
export interface StreamRecord {
  readonly arn: string;
  readonly label: string;
  readonly viewType: StreamViewType;
  enabled: boolean;
}

/** Point-in-time recovery as it was asked for. */
export interface PointInTimeRecovery {
  readonly enabledAt: number;
  readonly days: number;
}

import type { PointInTimeRecovery } from '../continuous-backups.ts';

/** Any structure of the DynamoDB API, as it is in JSON. */
export type Json = Record<string, unknown>;

export type Callback<T> = (error: Error | null | undefined, value: T) => void;

/** Wraps the callback of whoever holds a lock, so that calling it lets the next one in. */
export type Release = <A extends unknown[]>(callback: (...args: A) => void) => (...args: A) => void;

export interface SubDatabase {
  get(key: string, callback: Callback<Json | undefined>): void;
  put(key: string, value: Json, callback: Callback<void>): void;
  del(key: string, callback: Callback<void>): void;
  lock(key: string | string[], locked: (release: Release) => void): void;
}

/** The main database: every table, index and item under a prefixed key. */
export interface Database {
  keys(range: { gte: string; lt: string }): AsyncIterable<string>;
  batch(
    operations: readonly ({ type: 'put'; key: string; value: Json } | { type: 'del'; key: string })[],
    callback: Callback<void>,
  ): void;
  close(callback: Callback<void>): void;
}

/** What dynalite's actions work on. */
export interface Store {
  readonly options: { readonly maxItemSize: number };
  readonly db: Database;
  readonly tableDb: SubDatabase & { awsAccountId: string; awsRegion: string };
  getItemDb(table: string): SubDatabase;
  getIndexDb(type: 'Local' | 'Global', table: string, index: string): SubDatabase;
  deleteIndexDb(type: 'Local' | 'Global', table: string, index: string, callback: Callback<void>): void;
  getTable(name: string, checkStatus: boolean, callback: Callback<TableRecord>): void;
}

export interface SecondaryIndex extends Json {
  IndexName: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  IndexStatus?: string;
}

/** A table as it is stored: its description, plus what other operations tell about it. */
export interface TableRecord extends Json {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  LocalSecondaryIndexes?: SecondaryIndex[];
  GlobalSecondaryIndexes?: SecondaryIndex[];
  DeletionProtectionEnabled?: boolean;
  /** Not part of a description: answered by ListTagsOfResource. */
  Tags?: { Key: string; Value: string }[];
  /** Not part of a description: the attribute that TTL is enabled on. */
  TimeToLiveAttribute?: string;
  /** Not part of a description: answered by DescribeContinuousBackups. Absent where it is off. */
  PointInTimeRecovery?: PointInTimeRecovery;
}

export type Action = (store: Store, data: Json, callback: Callback<Json>) => void;

export interface Validation {
  readonly types: Json;
  readonly custom?: (data: Json, store: Store) => string | undefined;
}

export interface ValidationLibrary {
  checkTypes(data: Json, types: Json): Json;
  checkValidations(data: Json, types: Json, custom: Validation['custom'], store: Store): void;
}

export interface DatabaseLibrary {
  create(options: { createTableMs: number; deleteTableMs: number; updateTableMs: number }): Store;
  createKey(item: Json, table: TableRecord): string;
  validateKey(key: Json, table: TableRecord): Error | undefined;
  validateItem(item: Json, table: TableRecord): Error | undefined;
  itemSize(item: Json): number;
  getIndexActions(
    indexes: readonly SecondaryIndex[],
    existing: Json | null,
    item: Json,
    table: TableRecord,
  ): { puts: { index: string; key: string; item: Json }[] };
}

import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { arn } from '../../core/arn.ts';
import type { OperationContext } from '../service.ts';
import type { Json, TableRecord } from './dynalite/types.ts';
import { unsupportedMember } from './errors.ts';

/** A table's record as DescribeTable shows it. */
export function describeRecord(record: Json): TableDescription {
  const {
    Tags: _tags,
    TimeToLiveAttribute: _ttl,
    PointInTimeRecovery: _recovery,
    BillingMode: _mode,
    ...description
  } = record;
  return { DeletionProtectionEnabled: false, ...description } as TableDescription;
}

/** Members of CreateTable and UpdateTable that would need a part of DynamoDB that is not here. */
const UNSUPPORTED = [
  'ReplicaUpdates',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSourceArn',
  'GlobalTableSettingsReplicationMode',
  'ResourcePolicy',
] as const;

/**
 * The members that dynalite does not know, as they are kept in the table's record.
 *
 * @throws AwsError ValidationException for members whose effect is not supported
 */
export function extraMembers(input: Json, context: OperationContext): Partial<TableRecord> {
  for (const member of UNSUPPORTED) {
    if (input[member] !== undefined) throw unsupportedMember(member);
  }
  const stream = input.StreamSpecification as { StreamEnabled?: boolean } | undefined;
  if (stream?.StreamEnabled) throw unsupportedMember('StreamSpecification with StreamEnabled true');
  const extras: Json = {};
  if (typeof input.DeletionProtectionEnabled === 'boolean') {
    extras.DeletionProtectionEnabled = input.DeletionProtectionEnabled;
  }
  if (input.TableClass !== undefined) extras.TableClassSummary = { TableClass: input.TableClass };
  if (input.OnDemandThroughput !== undefined) extras.OnDemandThroughput = input.OnDemandThroughput;
  const encryption = input.SSESpecification as { Enabled?: boolean; KMSMasterKeyId?: string } | undefined;
  if (encryption) extras.SSEDescription = encryption.Enabled ? describeKey(encryption, context) : undefined;
  return extras;
}

function describeKey({ KMSMasterKeyId }: { KMSMasterKeyId?: string }, context: OperationContext): Json {
  const key = KMSMasterKeyId?.startsWith('arn:')
    ? KMSMasterKeyId
    : arn('kms', context, KMSMasterKeyId ?? 'alias/aws/dynamodb');
  return { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: key };
}

/** The table's name from a name or an ARN; DynamoDB takes either. */
export const tableNameOf = (nameOrArn: unknown): string =>
  String(nameOrArn).replace(/^arn:[^/]+:table\/([^/]+).*$/, '$1');

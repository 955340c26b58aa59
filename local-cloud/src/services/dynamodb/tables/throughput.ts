import type {
  BillingMode,
  CreateTableCommandInput,
  OnDemandThroughput,
  ProvisionedThroughput,
  ProvisionedThroughputDescription,
} from '@aws-sdk/client-dynamodb';
import { invalidParameter, validation } from '../errors.ts';
import type { ThroughputRecord } from './record.ts';

const MOST_UNITS = 1_000_000_000_000;

export const ON_DEMAND: ThroughputRecord = { read: 0, write: 0 };

/** @throws AwsError ValidationException where units and billing mode don't go together */
export function checkThroughput(
  mode: BillingMode,
  given: ProvisionedThroughput | undefined,
  indexes: CreateTableCommandInput['GlobalSecondaryIndexes'] = [],
): void {
  if (mode === 'PAY_PER_REQUEST') {
    if (given) {
      throw invalidParameter(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    }
    const index = indexes.find(({ ProvisionedThroughput }) => ProvisionedThroughput);
    if (!index) return;
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (!given) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  checkUnits(given);
  for (const { IndexName, ProvisionedThroughput } of indexes) {
    if (!ProvisionedThroughput) {
      throw invalidParameter(`ProvisionedThroughput must be specified for index: ${IndexName}`);
    }
    checkUnits(ProvisionedThroughput);
  }
}

export function checkUnits(given: ProvisionedThroughput): void {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    const units = given[name] ?? 0;
    if (units > MOST_UNITS) throw validation(`Given value ${units} for ${name} is out of bounds`);
  }
}

export const throughputRecord = (given: ProvisionedThroughput | undefined): ThroughputRecord => ({
  read: given?.ReadCapacityUnits ?? 0,
  write: given?.WriteCapacityUnits ?? 0,
});

/** @throws AwsError ValidationException where the units are what they were */
export function changeThroughput(
  before: ThroughputRecord,
  given: ProvisionedThroughput,
  now: number,
  what: string,
): ThroughputRecord {
  checkUnits(given);
  const { read, write } = throughputRecord(given);
  if (read === before.read && write === before.write) {
    throw validation(
      `The provisioned throughput for the ${what} will not change. The requested value equals the current value. ` +
        `Current ReadCapacityUnits provisioned for the ${what}: ${read}. Requested ReadCapacityUnits: ${read}. ` +
        `Current WriteCapacityUnits provisioned for the ${what}: ${write}. Requested WriteCapacityUnits: ${write}. ` +
        'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    );
  }
  const [more, less] = [
    read > before.read || write > before.write,
    read < before.read || write < before.write,
  ];
  return {
    ...{ ...before, read, write },
    ...(more ? { increasedAt: now } : {}),
    ...(less ? { decreasedAt: now } : {}),
  };
}

export function describeThroughput(record: ThroughputRecord): ProvisionedThroughputDescription {
  return {
    ...(record.increasedAt === undefined ? {} : { LastIncreaseDateTime: new Date(record.increasedAt) }),
    ...(record.decreasedAt === undefined ? {} : { LastDecreaseDateTime: new Date(record.decreasedAt) }),
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: record.read,
    WriteCapacityUnits: record.write,
  };
}

/** Limits of a table on demand, of which one at least is set; -1 takes one away. */
export function onDemandRecord(
  given: OnDemandThroughput | undefined,
  before: OnDemandThroughput = {},
): OnDemandThroughput | undefined {
  const kept = Object.entries({ ...before, ...given }).filter(
    ([, units]) => units !== undefined && units !== -1,
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * Limits are for tables on demand; observed of eu-west-2 in July 2026, as are the words.
 *
 * @throws AwsError ValidationException
 */
export function checkOnDemand(
  mode: BillingMode,
  given: readonly (OnDemandThroughput | undefined)[],
  ending = 'the table BillingMode is PROVISIONED',
): void {
  if (mode !== 'PROVISIONED') return;
  const names = given.flatMap((each) => Object.keys(each ?? {}));
  if (names.length === 0) return;
  throw invalidParameter(`${names[0]} for OnDemandThroughput cannot be specified when ${ending}`);
}

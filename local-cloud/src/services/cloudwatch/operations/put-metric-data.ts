import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { Checked } from '../../../protocols/shapes/modelled.ts';
import { invalidCombination, invalidValue, missingParameter } from '../errors.ts';
import { modelled } from '../input.ts';
import { metricId, metricStore } from '../store.ts';

type Datum = Checked<MetricDatum>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MAX_METRICS = 1000;
const MAX_VALUES = 150;
const MAX_VALUE = 2 ** 360;
const HOUR = 3_600_000;

/** Everything is checked before anything is kept. */
export const putMetricData = modelled<PutMetricDataInput, void>('PutMetricData', (input, context) => {
  const { Namespace, MetricData = [], EntityMetricData = [] } = input;
  // AWS's own.
  if (Namespace.startsWith('AWS/')) {
    throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  }
  const parts: [string, Datum[]][] = [
    ['MetricData', MetricData],
    ...EntityMetricData.map((entity, index): [string, Datum[]] => [
      `EntityMetricData.member.${index + 1}.MetricData`,
      entity.MetricData ?? [],
    ]),
  ];
  const all = parts.flatMap(([, data]) => data);
  if (all.length === 0) throw missingParameter('The parameter MetricData is required.');
  if (all.length > MAX_METRICS) {
    throw invalidValue(`The collection MetricData must not have a size greater than ${MAX_METRICS}.`);
  }
  for (const [path, data] of parts) {
    for (const [index, datum] of data.entries()) check(datum, `${path}.member.${index + 1}`);
  }
  const store = metricStore(context);
  const now = Date.now();
  for (const datum of all) {
    const { Values, Counts, Value, Timestamp, Unit = 'None', StatisticValues } = datum;
    const values = Values?.map((value, index): [number, number] => [value, Counts?.[index] ?? 1]);
    store.record(metricId(Namespace, datum.MetricName, datum.Dimensions), {
      timestamp: Timestamp?.getTime() ?? now,
      unit: Unit,
      resolution: datum.StorageResolution === 1 ? 1 : 60,
      values: Value === undefined ? values : [[Value, 1]],
      set: StatisticValues,
    });
  }
});

/** @throws AwsError with the words of AWS, where they are known */
function check(datum: Datum, path: string): void {
  const { Value, Values, Counts, StatisticValues, Timestamp, StorageResolution, Dimensions = [] } = datum;
  const exclusive = (a: string, b: string) =>
    invalidCombination(
      `The parameters ${path}.${a} and ${path}.${b} are mutually exclusive and you have specified both.`,
    );
  if (Value !== undefined && Values) throw exclusive('Value', 'Values');
  if (Value !== undefined && StatisticValues) throw exclusive('Value', 'StatisticValues');
  if (Values && StatisticValues) throw exclusive('Values', 'StatisticValues');
  if (Value === undefined && !Values && !StatisticValues) {
    throw missingParameter(`One of ${path}.Value, ${path}.Values and ${path}.StatisticValues is required.`);
  }
  if (Values && Counts && Values.length !== Counts.length) {
    throw invalidValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  }
  if ((Values?.length ?? 0) > MAX_VALUES) {
    throw invalidValue(`The collection ${path}.Values must not have a size greater than ${MAX_VALUES}.`);
  }
  checkNumbers({ Value, ...StatisticValues }, path);
  for (const value of [...(Values ?? []), ...(Counts ?? [])]) checkNumbers({ Values: value }, path);
  if (StatisticValues && StatisticValues.Minimum > StatisticValues.Maximum) {
    throw invalidCombination(
      `The parameter ${path}.StatisticValues.Maximum must be greater than or equal to ${path}.StatisticValues.Minimum.`,
    );
  }
  if (StorageResolution !== undefined && ![1, 60].includes(StorageResolution)) {
    throw invalidValue(`The parameter ${path}.StorageResolution must be a value in the set [ 1, 60 ].`);
  }
  if (new Set(Dimensions.map(({ Name }) => Name)).size < Dimensions.length) {
    throw invalidValue(`The parameter ${path}.Dimensions names a dimension more than once.`);
  }
  if (Timestamp !== undefined) checkTime(Timestamp.getTime(), path);
}

function checkNumbers(members: Readonly<Record<string, number | undefined>>, path: string): void {
  for (const [name, value] of Object.entries(members)) {
    // Also NaN, which compares to nothing.
    if (value === undefined || Math.abs(value) <= MAX_VALUE) continue;
    throw invalidValue(`The value ${value} for parameter ${path}.${name} is invalid.`);
  }
}

function checkTime(timestamp: number, path: string): void {
  const age = Date.now() - timestamp;
  if (age > 14 * 24 * HOUR) {
    throw invalidValue(`The parameter ${path}.Timestamp must specify a time within the past two weeks.`);
  }
  if (age < -2 * HOUR) {
    throw invalidValue(
      `The parameter ${path}.Timestamp must specify a time no more than two hours in the future.`,
    );
  }
}

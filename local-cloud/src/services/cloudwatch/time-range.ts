import { invalidCombination, invalidValue } from './errors.ts';

const DAY = 86_400_000;
const HIGH_RESOLUTION = new Set([1, 5, 10, 20, 30]);

/** A stretch of time in equal parts; milliseconds since 1970. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
  /** Milliseconds. */
  readonly period: number;
}

/**
 * @param name of the parameter, for the error
 * @throws AwsError InvalidParameterValue
 */
export function checkPeriod(seconds: number, name: string): void {
  if (HIGH_RESOLUTION.has(seconds) || seconds % 60 === 0) return;
  throw invalidValue(`The parameter ${name} must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

/**
 * The parts that datapoints are made of. They begin with the start, rounded down: to a minute, to five for what is more than 15
 * days ago, to an hour after 63; or to a period below a minute.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html (StartTime)
 */
export function timeRange(start: number, end: number, periodSeconds: number, now = Date.now()): TimeRange {
  const period = periodSeconds * 1000;
  const age = now - start;
  const minutes = age < 15 * DAY ? 1 : age < 63 * DAY ? 5 : 60;
  const grain = period < 60_000 ? period : minutes * 60_000;
  return { start: start - (start % grain), end, period };
}

const MAX_DATAPOINTS = 1440;

/** @throws AwsError InvalidParameterCombination for more datapoints than GetMetricStatistics answers */
export function checkDatapoints(start: number, end: number, periodSeconds: number): void {
  const count = Math.floor((end - start) / 1000 / periodSeconds);
  if (count <= MAX_DATAPOINTS) return;
  throw invalidCombination(
    `You have requested up to ${count} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
}

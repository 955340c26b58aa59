import type { Distribution } from './distribution.ts';
import { type Bounds, parseBounds, percentile, total, totalCount, within } from './trimming.ts';

/** Computes a statistic of what was recorded; undefined where there is nothing to compute it of. */
export type Statistic = (distribution: Distribution) => number | undefined;

const SIMPLE: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** `p99.9`, `tm90`; what stands before the number. */
const SHORT = /^(p|tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?|100)$/;
/** `TM(10%:90%)`, `PR(:300)`. */
const RANGED = /^(TM|WM|TC|TS|PR)\(([^)]*)\)$/;

/**
 * The statistic of that name, or undefined where there is none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statisticOf(name: string): Statistic | undefined {
  if (Object.hasOwn(SIMPLE, name)) return SIMPLE[name];
  if (name === 'IQM') return ranged('TM', { unit: 'percent', lower: 25, upper: 75 });
  const [, short, number] = SHORT.exec(name) ?? [];
  if (short === 'p') return ofValues((values) => percentile(values, Number(number)));
  if (short) return ranged(short.toUpperCase(), { unit: 'percent', lower: 0, upper: Number(number) });
  const [, kind, text] = RANGED.exec(name) ?? [];
  const bounds = text === undefined ? undefined : parseBounds(text);
  return kind && bounds ? ranged(kind, bounds) : undefined;
}

/** Whether a name is one of the five that have a member of their own in a datapoint. */
export const isSimple = (name: string): boolean => Object.hasOwn(SIMPLE, name);

function ranged(kind: string, bounds: Bounds): Statistic | undefined {
  switch (kind) {
    case 'TM':
      return ofValues((values) => {
        const kept = within(values, bounds);
        return kept.length === 0 ? undefined : total(kept) / totalCount(kept);
      });
    case 'TC':
      return ofValues((values) => totalCount(within(values, bounds)));
    case 'TS':
      return ofValues((values) => total(within(values, bounds)));
    case 'WM':
      return ofValues((values) => winsorizedMean(values, bounds));
    case 'PR':
      // A share of values that lie between two values.
      if (bounds.unit === 'percent') return undefined;
      return ofValues((values) => (100 * totalCount(within(values, bounds))) / totalCount(values));
    default:
      return undefined;
  }
}

type Values = readonly (readonly [value: number, count: number])[];

const ofValues =
  (compute: (values: Values) => number | undefined): Statistic =>
  (distribution) => {
    const values = distribution.sorted();
    return values && compute(values);
  };

/** What lies beyond the bounds counts as the bound. */
function winsorizedMean(values: Values, { unit, lower, upper }: Bounds): number {
  const least = unit === 'percent' ? percentile(values, lower) : lower;
  const most = unit === 'percent' ? percentile(values, upper) : upper;
  const clamped = values.map(([value, count]) => [Math.min(most, Math.max(least, value)), count] as const);
  return total(clamped) / totalCount(clamped);
}

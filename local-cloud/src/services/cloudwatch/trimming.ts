/** Values with their counts, smallest first. */
type Values = readonly (readonly [value: number, count: number])[];

/** A part of a distribution: between two percentages of its values, or above one value up to another. */
export interface Bounds {
  readonly unit: 'percent' | 'value';
  readonly lower: number;
  readonly upper: number;
}

const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const PERCENT = new RegExp(`^(?:(${NUMBER})%)?:(?:(${NUMBER})%)?$`);
const VALUE = new RegExp(`^(${NUMBER})?:(${NUMBER})?$`);

/** `10%:90%`, `150:1000`, `:300`, `5%:`; undefined for anything else, also where both ends are open. */
export function parseBounds(text: string): Bounds | undefined {
  if (text === ':') return undefined;
  const percent = PERCENT.exec(text);
  if (percent) {
    const [lower, upper] = [Number(percent[1] ?? 0), Number(percent[2] ?? 100)];
    return lower < upper && upper <= 100 ? { unit: 'percent', lower, upper } : undefined;
  }
  const value = VALUE.exec(text);
  if (!value) return undefined;
  const lower = Number(value[1] ?? Number.NEGATIVE_INFINITY);
  const upper = Number(value[2] ?? Number.POSITIVE_INFINITY);
  return lower < upper ? { unit: 'value', lower, upper } : undefined;
}

/** The part of the values within bounds; a value that lies across a percentage counts in part. */
export function within(values: Values, { unit, lower, upper }: Bounds): Values {
  if (unit === 'value') return values.filter(([value]) => value > lower && value <= upper);
  const all = totalCount(values);
  const [from, to] = [(all * lower) / 100, (all * upper) / 100];
  let before = 0;
  return values
    .map(([value, count]) => {
      const part = Math.min(before + count, to) - Math.max(before, from);
      before += count;
      return [value, part] as const;
    })
    .filter(([, part]) => part > 0);
}

/** The smallest value that at least that percentage of the values does not exceed. */
export function percentile(values: Values, percentage: number): number {
  const rank = (totalCount(values) * percentage) / 100;
  let before = 0;
  for (const [value, count] of values) {
    before += count;
    if (before >= rank) return value;
  }
  return values.at(-1)?.[0] ?? Number.NaN;
}

export const totalCount = (values: Values): number => values.reduce((sum, [, count]) => sum + count, 0);

export const total = (values: Values): number =>
  values.reduce((sum, [value, count]) => sum + value * count, 0);

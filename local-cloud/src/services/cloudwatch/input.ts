import { z } from 'zod';
import { checkInput } from '../../core/validation.ts';
import { UNITS } from './units.ts';

/** A list; a form has an empty one as an empty text. */
export const list = <S extends z.ZodType>(entry: S) =>
  z.preprocess((value) => (value === '' ? [] : value), z.array(entry));

/** Numbers come as text in a form. */
export const number = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z
    .number()
    .or(z.nan())
    .or(z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])),
);

export const integer = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.number().int(),
);

export const boolean = z.preprocess(
  (value) => (typeof value === 'string' ? value === 'true' : value),
  z.boolean(),
);

/** CBOR has dates, JSON seconds since 1970, forms ISO 8601; here they are milliseconds since 1970. */
export const timestamp = z.preprocess((value) => {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value * 1000;
  return typeof value === 'string' ? Date.parse(value) : value;
}, z.number());

export const namespace = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^:].*$/);
export const metricName = z.string().min(1).max(255);
export const unit = z.enum(UNITS);
export const period = integer.pipe(z.number().min(1));

const dimension = z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) });
export const dimensions = list(dimension).pipe(z.array(dimension).max(30));

/** @throws AwsError ValidationException (400) */
export const read = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> =>
  checkInput(schema, input);

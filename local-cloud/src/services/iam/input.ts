import { z } from 'zod';
import { checkInput } from '../../core/validation.ts';

export const roleName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w+=,.@-]+$/);

export const policyName = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+=,.@-]+$/);

export const policyArn = z.string().min(20).max(2048);

export const rolePath = z
  .string()
  .min(1)
  .max(512)
  .regex(/^(\/|\/[!-~]+\/)$/);

export const policyPath = z
  .string()
  .min(1)
  .max(512)
  .regex(/^(\/[A-Za-z0-9.,+@=_-]+)*\/$/);

export const policyDocument = z.string().min(1).max(131_072);

/** A form has an empty text where a list has no entries. */
const emptyList = (value: unknown): unknown => (value === '' ? [] : value);

export const tags = z.preprocess(
  emptyList,
  z
    .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }))
    .max(50)
    .default([]),
);

export const tagKeys = z.preprocess(emptyList, z.array(z.string().min(1).max(128)).max(50));

export const flag = z.stringbool().or(z.boolean());

/** Members that all lists take. */
export const pageInput = {
  Marker: z.string().min(1).max(320).optional(),
  MaxItems: z.coerce.number().int().min(1).max(1000).default(100),
};

/** @throws AwsError ValidationError (400) */
export const parseInput = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> =>
  checkInput(schema, input, 'ValidationError');

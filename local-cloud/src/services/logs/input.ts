import { z } from 'zod';
import { checkInput } from '../../core/validation.ts';

export const logGroupName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[.\-_/#A-Za-z0-9]+$/);

export const logStreamName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^:*]*$/);

/** A log group by its name or its ARN. */
export const logGroupIdentifier = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^[\w#+=/:,.@-]*$/);

export const tagMap = z.record(z.string().min(1).max(128), z.string().max(256));

/** Milliseconds since 1970. */
export const timestamp = z.number().int().min(0);

/** @throws AwsError InvalidParameterException (400), as all of CloudWatch Logs' validation is */
export const parseInput = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> =>
  checkInput(schema, input, 'InvalidParameterException');

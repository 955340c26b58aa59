import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { decodedBody } from './decoded-body.ts';

/** JSON as AWS writes it: dates are seconds since 1970, with milliseconds as the fraction; maps are objects. */
export function toJson(output: unknown): string {
  return JSON.stringify(output ?? {}, function replace(this: unknown, key: string, value: unknown) {
    // JSON.stringify has called toJSON already, so the date itself is only to be found in its holder.
    const original = (this as Record<string, unknown>)[key];
    if (original instanceof Date) return original.getTime() / 1000;
    return value instanceof Map ? Object.fromEntries(value) : value;
  });
}

/** The members of a JSON body; an empty body has none. @throws AwsError SerializationException */
export async function jsonBody(request: ApiRequest): Promise<Record<string, unknown>> {
  return parseJsonBody(await decodedBody(request));
}

/** @throws AwsError SerializationException */
export function parseJsonBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AwsError('SerializationException', `Could not parse request body into json: ${detail}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError(
      'SerializationException',
      'Could not parse request body into json: expected an object',
    );
  }
  return value as Record<string, unknown>;
}

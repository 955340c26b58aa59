import { createHash } from 'node:crypto';
import { HttpError } from 'common/http-error';
import type { Request } from 'express';
import * as z from 'zod/mini';
import type { RequestKey } from './request-log.ts';
import { idempotencyKey, type NewUser, newUser } from './user-schemas.ts';

/** Reads the body of POST /users. @throws HttpError 415; 400 with every wrong field in `fields` */
export function readNewUser(req: Request): NewUser {
  if (req.body !== undefined && !req.is(['json', '+json'])) {
    throw new HttpError(415, 'Content-Type is not JSON: send application/json');
  }
  // To a body that is not there, or null, the fields are what is missing.
  const { data, error } = z.safeParse(newUser, req.body ?? {});
  if (!error) return data;
  const fields = error.issues.flatMap(({ path, message, ...issue }) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [path.join('.') || 'body'];
    return names.map((field) => ({ field, message }));
  });
  const text = fields.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new HttpError(400, `Not a user: ${text}`, { cause: error, details: { fields } });
}

/**
 * Reads the Idempotency-Key of a request, a structured string (in quotes) or a bare one.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 * @returns undefined where there is none
 * @throws HttpError 400
 */
export function readRequestKey(req: Request, body: NewUser): RequestKey | undefined {
  const header = req.get('Idempotency-Key');
  if (header === undefined) return undefined;
  const key = /^"(?<text>.*)"$/.exec(header)?.groups?.text ?? header;
  const { data, error } = z.safeParse(idempotencyKey, key);
  if (error) throw new HttpError(400, error.issues[0]?.message ?? 'Idempotency-Key is invalid');
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([body.name, body.email]))
    .digest('base64url');
  return { key: data, fingerprint };
}

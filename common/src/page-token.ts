import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http-error.ts';

const MAC_BYTES = 16;

/** Makes and reads the tokens that carry a listing from one page to the next. */
export interface PageTokens {
  /** The token for the page that follows the item of this id. */
  encode(lastId: string): string;
  /** The id in a token. Throws {@link HttpError} 400 for every string that `encode` of this table did not make. */
  decode(token: string): string;
}

/**
 * Tokens of one table: base64url of a 16-byte HMAC-SHA256 and the last id of the page.
 *
 * The key is derived from the table's name, which is no secret: there is no secret store here, and every
 * instance of a function has to accept what another one issued. So the signature refuses what was cut,
 * altered, invented or issued for another table, and it is not an access check. It does not have to be one:
 * whoever may list the table may start anywhere in it.
 */
export function pageTokens(tableName: string): PageTokens {
  const sign = (id: Buffer): Buffer =>
    createHmac('sha256', `page-token/1/${tableName}`).update(id).digest().subarray(0, MAC_BYTES);

  return {
    encode(lastId) {
      const id = Buffer.from(lastId, 'utf8');
      return Buffer.concat([sign(id), id]).toString('base64url');
    },
    decode(token) {
      const bytes = Buffer.from(token, 'base64url');
      const mac = bytes.subarray(0, MAC_BYTES);
      const id = bytes.subarray(MAC_BYTES);
      // Node skips characters outside the alphabet and ignores spare bits at the end: only the one
      // spelling that `encode` gives is accepted.
      const spelledAsIssued = bytes.toString('base64url') === token;
      if (!spelledAsIssued || id.length === 0 || !timingSafeEqual(mac, sign(id))) {
        throw new HttpError(400, 'nextToken is unknown: pass on the one the previous page gave, unchanged');
      }
      return id.toString('utf8');
    },
  };
}

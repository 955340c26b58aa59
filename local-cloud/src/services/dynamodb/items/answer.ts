import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { JsonBytes, jsonBytes } from '../../../protocols/json-bytes.ts';

/**
 * An answer put together from members that are bytes already (items) and others that are not yet; those that are
 * undefined are left out.
 */
export function answer(
  ready: Readonly<Record<string, string | undefined>>,
  others: { readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined } & Readonly<
    Record<string, unknown>
  > = {},
): JsonBytes {
  let bytes = '';
  for (const name in ready) {
    const value = ready[name];
    if (value !== undefined) bytes += `${bytes === '' ? '{' : ','}"${name}":${value}`;
  }
  for (const name in others) {
    const value = others[name];
    if (value !== undefined) bytes += `${bytes === '' ? '{' : ','}"${name}":${jsonBytes(value)}`;
  }
  return new JsonBytes(bytes === '' ? '{}' : `${bytes}}`);
}

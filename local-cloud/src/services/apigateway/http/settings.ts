/** The time as version 2 of the API tells it. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/**
 * What an update makes of a record: members it does not name stay, and empty text takes one away, as there is no other
 * way to say so.
 */
export function merged<T extends object>(record: T, changes: object): T {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const next = Object.entries({ ...record, ...Object.fromEntries(given) });
  return Object.fromEntries(next.filter(([, value]) => value !== '')) as T;
}

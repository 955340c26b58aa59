import { types } from 'node:util';

/**
 * Values as texts and back: JSON, with maps, sets, times and bytes besides, each under a sign of its own. What is no plain
 * data (a server, a function) has no place in a record; its kind packs it otherwise.
 */
const SIGN = '$';

type Plain = null | boolean | number | string | Plain[] | { [member: string]: Plain };

/** The text of a value: char codes 0 to 255 alone, as the store takes them. */
export const toText = (value: unknown): string =>
  // What is beyond Latin-1 stands in texts only, where JSON has an escape for it.
  JSON.stringify(toPlain(value)).replace(/[^\0-ÿ]/g, escaped);

export const fromText = (text: string): unknown => fromPlain(JSON.parse(text) as Plain);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

function toPlain(value: unknown): Plain {
  if (typeof value !== 'object' || value === null) return value as Plain;
  if (Array.isArray(value)) return value.map((each) => (each === undefined ? null : toPlain(each)));
  if (types.isMap(value)) return { [SIGN]: 'map', of: [...value].map(([k, v]) => [toPlain(k), toPlain(v)]) };
  if (types.isSet(value)) return { [SIGN]: 'set', of: [...value].map(toPlain) };
  if (types.isDate(value)) return { [SIGN]: 'date', of: value.getTime() };
  if (types.isUint8Array(value)) return { [SIGN]: 'bytes', of: Buffer.from(value).toString('base64') };
  const plain: Record<string, Plain> = {};
  for (const [member, each] of Object.entries(value)) {
    if (each === undefined) continue;
    if (member === '__proto__') defineOwn(plain, member, toPlain(each));
    else plain[member] = toPlain(each);
  }
  return Object.hasOwn(plain, SIGN) ? { [SIGN]: 'object', of: plain } : plain;
}

function fromPlain(plain: Plain): unknown {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (Object.hasOwn(plain, SIGN)) return signed(plain);
  return members(plain);
}

function signed({ [SIGN]: sign, of }: { [member: string]: Plain }): unknown {
  if (sign === 'map') return new Map((of as [Plain, Plain][]).map(([k, v]) => [fromPlain(k), fromPlain(v)]));
  if (sign === 'set') return new Set((of as Plain[]).map(fromPlain));
  if (sign === 'date') return new Date(of as number);
  if (sign === 'bytes') return Buffer.from(of as string, 'base64');
  return members(of as { [member: string]: Plain });
}

function members(plain: { [member: string]: Plain }): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [member, each] of Object.entries(plain)) {
    if (member === '__proto__') defineOwn(value, member, fromPlain(each));
    else value[member] = fromPlain(each);
  }
  return value;
}

/** Assigning to `__proto__` would set the prototype. */
function defineOwn(target: object, member: string, value: unknown): void {
  Object.defineProperty(target, member, { value, enumerable: true, writable: true, configurable: true });
}

/** A key as the store takes it, in the same order by UTF-8. */
export const toKey = (text: string): string =>
  /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');

export const fromKey = (key: string): string =>
  /^[\0-\x7f]*$/.test(key) ? key : Buffer.from(key, 'latin1').toString('utf8');

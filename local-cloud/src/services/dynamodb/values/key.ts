import { parseDecimal } from './number.ts';
import type { AttributeValue } from './types.ts';

/** Ends a string or binary; a zero byte within is `00 ff`, which lies behind it. */
const END = '\x00\x01';

const NEGATIVE = '\x01';
const ZERO = '\x02';
const POSITIVE = '\x03';

/** Numbers reach from 1e-130 to 9.9…e125: their exponents are one byte. */
const EXPONENT_BIAS = 130;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is of bytes, not of text
const PLAIN = /^[\x01-\x7f]*$/;

/**
 * A key attribute's value (S, N or B) as bytes, a string of char codes 0 to 255, whose order is that of the values of the
 * type. Every encoding ends where it says and in a byte below 255, so composites are concatenations, and everything that
 * begins with one lies between it and itself with the last byte raised by one.
 *
 * @throws TypeError for other types, which are refused before
 */
export function encodeKey(value: AttributeValue): string {
  if ('N' in value) return encodeNumber(value.N);
  return encodePrefix(value) + END;
}

/** What the encodings of all strings or binaries that begin with this one begin with. */
export function encodePrefix(value: AttributeValue): string {
  if ('S' in value) return encodeString(value.S);
  if ('B' in value) return escaped(Buffer.from(value.B, 'base64').toString('latin1'));
  throw new TypeError('Keys are strings, numbers or binaries');
}

/** The least string above every one that begins with `prefix`. */
export function after(prefix: string): string {
  const last = prefix.length - 1;
  const code = prefix.charCodeAt(last);
  // A prefix within a string or binary may end in 255: the next of those bytes' parents is raised then.
  if (code === 255) return after(prefix.slice(0, last));
  return prefix.slice(0, last) + String.fromCharCode(code + 1);
}

function encodeString(text: string): string {
  if (PLAIN.test(text)) return text;
  return escaped(Buffer.from(text, 'utf8').toString('latin1'));
}

const escaped = (bytes: string): string =>
  bytes.includes('\x00') ? bytes.replaceAll('\x00', '\x00\xff') : bytes;

/** Sign, exponent, digits in pairs, end; all turned around for negatives. */
function encodeNumber(text: string): string {
  const { negative, digits, exponent } = parseDecimal(text);
  if (digits === '') return ZERO;
  const bytes = [exponent + EXPONENT_BIAS];
  for (let index = 0; index < digits.length; index += 2) {
    const tens = digits.charCodeAt(index) - 48;
    const ones = index + 1 < digits.length ? digits.charCodeAt(index + 1) - 48 : 0;
    bytes.push(tens * 10 + ones + 1);
  }
  bytes.push(0);
  if (!negative) return POSITIVE + String.fromCharCode(...bytes);
  const turned = bytes.map((byte, index) => (index === 0 ? 255 - byte : 254 - byte));
  return NEGATIVE + String.fromCharCode(...turned);
}

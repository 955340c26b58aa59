import { validation } from '../errors.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const MAX_DIGITS = 38;
const MAX_EXPONENT = 125;
const MIN_EXPONENT = -130;

const SMALL_INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/;
const NUMBER = /^([+-]?)(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))(?:[eE]([+-]?[0-9]+))?$/;

/** Digits without zeros at either end, and the power of ten of the first: 0.012 is `12` and -2. Zero has no digits. */
export interface Decimal {
  negative: boolean;
  digits: string;
  exponent: number;
}

const overflow = () =>
  validation('Number overflow. Attempting to store a number with magnitude larger than supported range');
const underflow = () =>
  validation('Number underflow. Attempting to store a number with magnitude smaller than supported range');

/** A number's canonical text: `+3.0` is "3", `1e2` is "100". @throws AwsError ValidationException */
export function readNumber(text: string): string {
  if (SMALL_INTEGER.test(text)) return text;
  if (text === '') throw validation('The parameter cannot be converted to a numeric value');
  const match = NUMBER.exec(text);
  if (!match) throw validation(`The parameter cannot be converted to a numeric value: ${text}`);
  const [, sign, integer = '', decimals = '', bare = '', power = '0'] = match;
  const fraction = decimals + bare;
  const number = decimal(sign === '-', integer + fraction, integer.length - 1 + Number(power));
  // DynamoDB takes a zero for as large as it is written: 0e126 is refused, 0.0e126 is not.
  const magnitude = number.digits === '' ? Number(power) - fraction.length : number.exponent;
  if (magnitude > MAX_EXPONENT) throw overflow();
  if (magnitude < MIN_EXPONENT) throw underflow();
  if (number.digits.length > MAX_DIGITS) {
    throw validation('Attempting to store more than 38 significant digits in a Number');
  }
  return format(number);
}

/** The parts of a canonical text. */
export function parseDecimal(text: string): Decimal {
  const negative = text.charCodeAt(0) === 45;
  const start = negative ? 1 : 0;
  const point = text.indexOf('.');
  if (point < 0) return decimal(negative, text.slice(start), text.length - start - 1);
  return decimal(negative, text.slice(start, point) + text.slice(point + 1), point - start - 1);
}

/** Below, at or above 0; of canonical texts. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  // Up to 15 characters a double holds the value, or one that is in the same order.
  if (a.length <= 15 && b.length <= 15) return Number(a) - Number(b);
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const sign = signOf(left) - signOf(right);
  if (sign !== 0) return sign;
  const magnitude = left.exponent - right.exponent || (left.digits < right.digits ? -1 : 1);
  return left.negative ? -magnitude : magnitude;
}

/** Exact sum of canonical texts. @throws AwsError ValidationException where it has more than 38 digits or is out of range */
export function addNumbers(a: string, b: string): string {
  if (a.length <= 15 && b.length <= 15 && SMALL_INTEGER.test(a) && SMALL_INTEGER.test(b)) {
    return String(Number(a) + Number(b));
  }
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  if (left.digits === '') return b;
  if (right.digits === '') return a;
  const scale = Math.min(lastPower(left), lastPower(right));
  const sum = scaled(left, scale) + scaled(right, scale);
  const digits = (sum < 0n ? -sum : sum).toString();
  const result = decimal(sum < 0n, digits, digits.length - 1 + scale);
  // DynamoDB has the one text for both: too large, and too many digits.
  if (result.exponent > MAX_EXPONENT || result.digits.length > MAX_DIGITS) throw overflow();
  if (result.digits !== '' && result.exponent < MIN_EXPONENT) throw underflow();
  return format(result);
}

/** Exact difference of canonical texts. @throws AwsError as for a sum */
export const subtractNumbers = (a: string, b: string): string => addNumbers(a, negate(b));

function negate(text: string): string {
  if (text === '0') return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

const lastPower = ({ digits, exponent }: Decimal): number => exponent - digits.length + 1;

function scaled(number: Decimal, scale: number): bigint {
  const value = BigInt(number.digits) * 10n ** BigInt(lastPower(number) - scale);
  return number.negative ? -value : value;
}

const signOf = ({ digits, negative }: Decimal): number => (digits === '' ? 0 : negative ? -1 : 1);

/** Drops the zeros at both ends; `exponent` is the power of ten of the first digit given. */
function decimal(negative: boolean, digits: string, exponent: number): Decimal {
  let start = 0;
  while (digits.charCodeAt(start) === 48) start += 1;
  let end = digits.length;
  while (end > start && digits.charCodeAt(end - 1) === 48) end -= 1;
  if (end === start) return { negative: false, digits: '', exponent: 0 };
  return { negative, digits: digits.slice(start, end), exponent: exponent - start };
}

function format({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = exponent + 1;
  if (digits.length <= whole) return sign + digits + '0'.repeat(whole - digits.length);
  return `${sign}${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

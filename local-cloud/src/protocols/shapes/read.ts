import type { ServiceModel, Shape } from './model.ts';

/**
 * Reads a value as a shape, under the members' own names. What has no type on the wire (a form, a query string, a
 * template) comes as text and is made what the shape says; what the shape doesn't know is dropped, as is null.
 *
 * @param refuse makes the error of a value that can't be what the shape says
 * @returns a copy; dates for timestamps and bytes for blobs, as in the SDK's types
 */
export function readShape(
  model: ServiceModel,
  name: string,
  value: unknown,
  refuse: (message: string) => Error,
): unknown {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model has no shape ${name}`);
  const read = (child: { shape: string } | undefined, inner: unknown) =>
    inner === undefined || inner === null ? inner : readShape(model, child?.shape ?? '', inner, refuse);
  switch (shape.type) {
    case 'structure': {
      const given = recordOf(value, refuse);
      const members: [string, unknown][] = [];
      for (const [member, reference] of Object.entries(shape.members ?? {})) {
        const inner = Object.hasOwn(given, member) ? given[member] : undefined;
        if (inner !== undefined && inner !== null) members.push([member, read(reference, inner)]);
      }
      return Object.fromEntries(members);
    }
    case 'map': {
      const entries = Object.entries(recordOf(value, refuse)).filter(([, inner]) => inner != null);
      return Object.fromEntries(entries.map(([key, inner]) => [key, read(shape.value, inner)]));
    }
    case 'list':
      // An empty list in a form is an empty text.
      if (value === '') return [];
      if (!Array.isArray(value)) throw refuse('Start of structure or map found where not expected');
      return value.map((element) => read(shape.member, element));
    case 'blob':
      return readBlob(value, refuse);
    default:
      return readScalar(shape, value, refuse);
  }
}

function recordOf(value: unknown, refuse: (message: string) => Error): Record<string, unknown> {
  if (value === '') return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('Unexpected value type in payload');
  }
  return value as Record<string, unknown>;
}

/** Bytes stay bytes, a stream a stream; a text has them in base64. */
function readBlob(value: unknown, refuse: (message: string) => Error): unknown {
  if (typeof value === 'object') return value;
  if (typeof value !== 'string') throw refuse(`${tokenOf(value)} can not be converted to a Blob`);
  return Buffer.from(value, 'base64');
}

function readScalar(shape: Shape, value: unknown, refuse: (message: string) => Error): unknown {
  if (shape.type === 'timestamp') {
    const date = value instanceof Date ? value : dateOf(value);
    if (date === undefined || Number.isNaN(date.getTime())) {
      throw refuse(`${tokenOf(value)} can not be converted to milliseconds since epoch`);
    }
    return date;
  }
  if (typeof value === 'object') throw refuse('Start of structure or map found where not expected');
  switch (shape.type) {
    case 'integer':
    case 'long':
    case 'double':
    case 'float': {
      const isWhole = shape.type === 'integer' || shape.type === 'long';
      // Forms and JSON have what is no number as a text.
      if (!isWhole && (value === 'NaN' || Number.isNaN(value))) return Number.NaN;
      const isNumber = typeof value !== 'boolean' && (typeof value !== 'string' || value.trim() !== '');
      const number = isNumber ? Number(value) : Number.NaN;
      if (Number.isNaN(number))
        throw refuse(`${tokenOf(value)} can not be converted to ${WORDS[shape.type]}`);
      return isWhole ? Math.trunc(number) : number;
    }
    case 'boolean': {
      const text = String(value).toLowerCase();
      if (text === 'true' || text === 'false') return text === 'true';
      throw refuse(`${tokenOf(value)} can not be converted to a Boolean`);
    }
    default:
      return String(value);
  }
}

const WORDS = { integer: 'an Integer', long: 'a Long', double: 'a Double', float: 'a Float' };

/** A time as JSON (seconds since 1970), forms and headers have it. */
function dateOf(value: unknown): Date | undefined {
  if (typeof value === 'number') return new Date(value * 1000);
  if (typeof value !== 'string') return undefined;
  return /^-?\d+(\.\d+)?$/.test(value) ? new Date(Number(value) * 1000) : new Date(value);
}

function tokenOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'NUMBER_VALUE';
}

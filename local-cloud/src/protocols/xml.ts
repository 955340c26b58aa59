/** A value that XML answers are made of: text, numbers, dates, lists and records; undefined members are left out. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | readonly XmlValue[]
  | XmlMap
  | XmlRecord;
export interface XmlRecord {
  readonly [element: string]: XmlValue;
}
/** A map, whose keys are data and no element's name: `<entry><key>…</key><value>…</value></entry>` for each. */
type XmlMap = ReadonlyMap<string, XmlValue>;

/** How lists are written: the query protocol wraps each entry in `<member>`, S3 repeats the list's own element. */
export type ListStyle = 'member' | 'flattened';

/** Writes `<name>…</name>` for any value; the one place where XML answers are made. */
export function toXml(name: string, value: XmlValue, lists: ListStyle = 'member'): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (isList(value)) {
    if (lists === 'flattened') return value.map((entry) => toXml(name, entry, lists)).join('');
    return `<${name}>${value.map((entry) => toXml('member', entry, lists)).join('')}</${name}>`;
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, entry]) => toXml('entry', { key, value: entry }, lists));
    return `<${name}>${entries.join('')}</${name}>`;
  }
  if (typeof value === 'object') return `<${name}>${children(value as XmlRecord, lists)}</${name}>`;
  return `<${name}>${escapeXml(String(value), lists)}</${name}>`;
}

/** The elements of a record, without one around them. */
export function children(record: XmlRecord, lists: ListStyle = 'member'): string {
  let xml = '';
  for (const [name, value] of Object.entries(record)) xml += toXml(name, value, lists);
  return xml;
}

/** Array.isArray does not narrow readonly arrays. */
const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns a bare carriage return into a line feed, so it must travel as a reference.
  '\r': '&#13;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 has no way to write (section 2.2)
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/**
 * A parser that keeps to the letter, as that of the `aws` command, refuses a whole answer for one control character, such
 * as a colour in the message of a failed deployment. S3 writes them as references all the same, as they are part of keys.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html (encoding-type)
 */
export const escapeXml = (text: string, lists: ListStyle): string =>
  text
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character]!)
    .replace(UNWRITABLE, (character) =>
      lists === 'flattened' ? `&#x${character.charCodeAt(0).toString(16)};` : '\ufffd',
    );

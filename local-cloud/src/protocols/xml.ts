/** What becomes of characters that XML has no way to write: S3 refers to them all the same, as they are part of keys. */
export type Unwritable = 'replaced' | 'referred to';

/** The elements of an error: texts, numbers and truth values by their names; what is undefined is left out. */
export const elementsOf = (values: Readonly<Record<string, unknown>>, unwritable: Unwritable): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `<${name}>${escapeXml(String(value), unwritable)}</${name}>`)
    .join('');

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
 * Text as an element has it. A parser that keeps to the letter, as that of the `aws` command, refuses a whole answer for one
 * control character, such as a colour in the message of a failed deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html (encoding-type)
 */
export const escapeXml = (text: string, unwritable: Unwritable): string =>
  text
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character]!)
    .replace(UNWRITABLE, (character) =>
      unwritable === 'referred to' ? `&#x${character.charCodeAt(0).toString(16)};` : '\ufffd',
    );

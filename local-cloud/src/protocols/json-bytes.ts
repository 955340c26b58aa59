// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is of bytes, not of text
const ASCII = /^[\x00-\x7f]*$/;

/**
 * An answer whose JSON is there already: UTF-8, a character of the string a byte. What is mostly passed on, such as
 * items, is spared parsing and serializing.
 */
export class JsonBytes {
  readonly bytes: string;

  constructor(bytes: string) {
    this.bytes = bytes;
  }

  /** The answer as an object, for callers within the cloud. */
  parse(): unknown {
    return JSON.parse(Buffer.from(this.bytes, 'latin1').toString('utf8'));
  }
}

/** JSON as bytes of UTF-8, a character a byte. */
export function jsonBytes(value: unknown): string {
  const text = JSON.stringify(value);
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * What S3 answers for a value of user metadata: text beyond ASCII in an encoded word (RFC 2047), which a header can hold.
 * Values may also be sent so; those are decoded first, so that what is ASCII comes back plain.
 *
 * @param sent as it came: a character a byte in a header, and any character in the query of a presigned URL
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 */
function metadataText(sent: string): string {
  if (PLAIN.test(sent) && !sent.includes('=?')) return sent;
  const text = decodedWords(fromUtf8(sent));
  return PLAIN.test(text) ? text : encodedWord(text);
}

/** The same of all of an object's. */
export const metadataTexts = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, sent]) => [name, metadataText(sent)]));

/** ASCII that headers have. */
const PLAIN = /^[\t\x20-\x7e]*$/;

const strict = new TextDecoder('utf-8', { fatal: true });

/** The text whose bytes these are in UTF-8; itself if they are not. */
function fromUtf8(sent: string): string {
  if (/[^\0-\xff]/.test(sent)) return sent;
  try {
    return strict.decode(Buffer.from(sent, 'latin1'));
  } catch {
    return sent;
  }
}

const WORD = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;

const decodedWords = (text: string): string =>
  text.replace(WORD, (_, encoding: string, content: string) =>
    encoding.toLowerCase() === 'b'
      ? Buffer.from(content, 'base64').toString()
      : Buffer.from(
          content
            .replaceAll('_', ' ')
            .replace(/=([0-9a-f]{2})/gi, (_word, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
          'latin1',
        ).toString(),
  );

/** S3 has Q where most characters are ASCII, and B elsewhere. */
function encodedWord(text: string): string {
  const others = text.match(/[^\t\n\r\x20-\x7e]/g)?.length ?? 0;
  if (text.length - others <= others) return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  const quoted = Buffer.from(text)
    .toString('latin1')
    .replace(/[^\x20-\x7e]|[=_?]/g, (byte) => `=${hex(byte)}`)
    .replaceAll(' ', '_');
  return `=?UTF-8?Q?${quoted}?=`;
}

const hex = (byte: string): string => byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

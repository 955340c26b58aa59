import type { OperationContext } from '../../protocols/operation.ts';
import type { XmlRecord, XmlValue } from '../../protocols/xml.ts';
import { BodyDigests } from './body-digests.ts';
import { malformedXml } from './errors.ts';
import { requestHeader } from './request-header.ts';

/**
 * The content of the XML document a request brings; text stays text, an element that comes several times is a list.
 * Nothing for an empty body.
 *
 * @throws AwsError MalformedXML (400) also where the root element has another name, BadDigest (400)
 */
export async function readDocument(context: OperationContext, root: string): Promise<XmlRecord | undefined> {
  const bytes = await context.request!.body();
  const digests = new BodyDigests((name) => requestHeader(context, name));
  digests.update(bytes);
  digests.verify();
  if (bytes.length === 0) return undefined;
  const parsed = await parseXml(bytes.toString('utf8'));
  if (Object.keys(parsed).length !== 1 || !(root in parsed)) throw malformedXml();
  return asRecord(parsed[root]);
}

async function parseXml(text: string): Promise<Record<string, unknown>> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) throw malformedXml();
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    parseTagValue: false,
    // Keys may begin and end with spaces.
    trimValues: false,
    // Numeric character references, which SDKs write for line breaks in keys, count as these.
    htmlEntities: true,
  });
  try {
    return withoutLayout(parser.parse(text)) as Record<string, unknown>;
  } catch {
    throw malformedXml();
  }
}

/** Takes out the white space between elements. */
function withoutLayout(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLayout);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== '#text');
  return members.length === 0
    ? ((value as Record<string, unknown>)['#text'] ?? '')
    : Object.fromEntries(members.map(([name, member]) => [name, withoutLayout(member)]));
}

const isRecord = (value: unknown): value is XmlRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The elements in a value; none in an empty element. @throws AwsError MalformedXML (400) for text */
export function asRecord(value: unknown): XmlRecord {
  if (isRecord(value)) return value;
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) return {};
  throw malformedXml();
}

/** One element or several, as a list. */
export function asList(value: XmlValue): readonly XmlRecord[] {
  if (value === undefined || value === '') return [];
  return (Array.isArray(value) ? value : [value]).map(asRecord);
}

/** An element's text. @throws AwsError MalformedXML (400) where it is missing or has elements in it */
export function asText(value: XmlValue): string {
  if (typeof value !== 'string') throw malformedXml();
  return value;
}

/** An element of an XML document. */
export interface XmlElement {
  /** Without namespaces, and by names without their prefixes, as the elements are. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (readonly [name: string, element: XmlElement])[];
  /** What it says, where it has no elements in it: spaces included. */
  readonly text: string;
}

const ATTRIBUTES = ':@';
const TEXT = '#text';

type Parsed = readonly Readonly<Record<string, unknown>>[];

/**
 * Parses an XML document.
 *
 * @param refuse makes the error of what is not well-formed, or has not exactly one root element
 */
export async function parseXml(
  text: string,
  refuse: () => Error,
): Promise<readonly [root: string, element: XmlElement]> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) throw refuse();
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    // Keys may begin and end with spaces.
    trimValues: false,
    // Numeric character references, which SDKs write for line breaks in keys, count as these.
    htmlEntities: true,
  });
  let parsed: Parsed;
  try {
    parsed = parser.parse(text) as Parsed;
  } catch {
    throw refuse();
  }
  const roots = elementOf(parsed, undefined).children;
  if (roots.length !== 1) throw refuse();
  return roots[0]!;
}

function elementOf(content: Parsed, attributes: unknown): XmlElement {
  const children: [string, XmlElement][] = [];
  let text = '';
  for (const node of content) {
    const { [ATTRIBUTES]: own, ...rest } = node;
    for (const [name, inner] of Object.entries(rest)) {
      if (name === TEXT) text += String(inner);
      else children.push([name, elementOf(inner as Parsed, own)]);
    }
  }
  return { attributes: (attributes ?? {}) as XmlElement['attributes'], children, text };
}

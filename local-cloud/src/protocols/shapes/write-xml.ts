import { escapeXml, type Unwritable } from '../xml.ts';
import type { ServiceModel, Shape, ShapeReference } from './model.ts';
import { flattenedList } from './read-xml.ts';

/**
 * Writes a value as an element of XML, by its shape: names, flattened lists, attributes and namespaces are the model's, the
 * order of members is the value's own.
 */
export function writeXml(
  model: ServiceModel,
  reference: ShapeReference,
  value: unknown,
  element: string,
  unwritable: Unwritable,
): string {
  const shape = model.shapes[reference.shape];
  if (!shape) throw new Error(`The model has no shape ${reference.shape}`);
  switch (shape.type) {
    case 'structure':
      return `<${element}${attributesOf(shape, value as object)}>${writeMembers(model, shape, value, unwritable)}</${element}>`;
    case 'list': {
      const { member } = shape;
      const inner = (value as readonly unknown[])
        .map((each) => writeXml(model, member!, each, member?.locationName ?? 'member', unwritable))
        .join('');
      return `<${element}>${inner}</${element}>`;
    }
    case 'map':
      return `<${element}>${writeEntries(model, shape, value as object, unwritable)}</${element}>`;
    default:
      return `<${element}>${escapeXml(textOf(shape, value), unwritable)}</${element}>`;
  }
}

/** The elements of a structure, without one around them; members that are elsewhere in an answer are left out. */
export function writeMembers(
  model: ServiceModel,
  shape: Shape,
  value: unknown,
  unwritable: Unwritable,
): string {
  let xml = '';
  for (const [name, inner] of Object.entries((value ?? {}) as object)) {
    const reference = shape.members?.[name];
    if (!reference || reference.location || reference.xmlAttribute) continue;
    if (inner === undefined || inner === null) continue;
    const list = flattenedList(model, reference);
    const element = reference.locationName ?? list?.member?.locationName ?? name;
    if (!list) xml += writeXml(model, reference, inner, element, unwritable);
    else
      for (const each of inner as readonly unknown[])
        xml += writeXml(model, list.member!, each, element, unwritable);
  }
  return xml;
}

/** `<entry><key>…</key><value>…</value></entry>` for each; a map of the language is a map, too. */
function writeEntries(
  model: ServiceModel,
  { key, value: of }: Shape,
  map: object,
  unwritable: Unwritable,
): string {
  const entries = map instanceof Map ? [...map] : Object.entries(map);
  const { locationName: keyName = 'key' } = key ?? {};
  const { locationName: valueName = 'value' } = of ?? {};
  return entries
    .map(([name, inner]) => {
      const text = `<${keyName}>${escapeXml(String(name), unwritable)}</${keyName}>`;
      return `<entry>${text}${writeXml(model, of!, inner, valueName, unwritable)}</entry>`;
    })
    .join('');
}

/** ` xmlns:xsi="…" xsi:type="Group"`: attributes come with the namespace of their structure. */
function attributesOf({ members = {}, xmlNamespace }: Shape, value: object): string {
  let text = '';
  if (xmlNamespace) {
    const name = xmlNamespace.prefix === undefined ? 'xmlns' : `xmlns:${xmlNamespace.prefix}`;
    text += ` ${name}="${xmlNamespace.uri}"`;
  }
  for (const [name, inner] of Object.entries(value)) {
    const { xmlAttribute, locationName = name } = members[name] ?? {};
    if (xmlAttribute && inner !== undefined)
      text += ` ${locationName}="${escapeXml(String(inner), 'referred to')}"`;
  }
  return text;
}

function textOf({ timestampFormat }: Shape, value: unknown): string {
  if (value instanceof Date) {
    if (timestampFormat === 'rfc822') return value.toUTCString();
    return timestampFormat === 'unixTimestamp' ? String(value.getTime() / 1000) : value.toISOString();
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value);
}

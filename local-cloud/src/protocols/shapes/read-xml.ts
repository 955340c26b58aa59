import type { XmlElement } from '../xml-document.ts';
import type { ServiceModel, Shape, ShapeReference } from './model.ts';

/**
 * Reads an XML element as a shape, under the members' own names.
 *
 * @param refuse makes the error of an element that the shape does not know, that is there twice, or whose text is no value
 *   of its type
 */
export function readXml(
  model: ServiceModel,
  name: string,
  element: XmlElement,
  refuse: () => Error,
): unknown {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model has no shape ${name}`);
  if (shape.type === 'structure') return readStructure(model, shape, element, refuse);
  if (shape.type === 'list') {
    const { shape: of, locationName = 'member' } = shape.member ?? { shape: '' };
    return elementsOf(element, refuse).map(([tag, child]) => {
      if (tag !== locationName) throw refuse();
      return readXml(model, of, child, refuse);
    });
  }
  if (element.children.length > 0) throw refuse();
  return readText(shape, element.text, refuse);
}

function readStructure(
  model: ServiceModel,
  shape: Shape,
  element: XmlElement,
  refuse: () => Error,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const members = membersOf(model, shape);
  for (const [tag, child] of elementsOf(element, refuse)) {
    const member = members.elements.get(tag);
    if (!member) throw refuse();
    const { name, of, isFlattened } = member;
    const value = readXml(model, of, child, refuse);
    if (isFlattened) {
      found[name] ??= [];
      (found[name] as unknown[]).push(value);
    } else if (Object.hasOwn(found, name)) throw refuse();
    else found[name] = value;
  }
  for (const [attribute, name] of members.attributes) {
    const value = element.attributes[attribute];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

interface ElementMember {
  readonly name: string;
  /** The shape of one element. */
  readonly of: string;
  readonly isFlattened: boolean;
}

interface Members {
  readonly elements: ReadonlyMap<string, ElementMember>;
  readonly attributes: readonly (readonly [attribute: string, name: string])[];
}

const known = new WeakMap<Shape, Members>();

/** A structure's members by what they are called in XML. */
function membersOf(model: ServiceModel, structure: Shape): Members {
  const made = known.get(structure);
  if (made) return made;
  const elements = new Map<string, ElementMember>();
  const attributes: [string, string][] = [];
  for (const [name, reference] of Object.entries(structure.members ?? {})) {
    const list = flattenedList(model, reference);
    const wire = reference.locationName ?? list?.member?.locationName ?? name;
    if (reference.xmlAttribute) attributes.push([wire.replace(/^.*:/, ''), name]);
    else if (!list) elements.set(wire, { name, of: reference.shape, isFlattened: false });
    else elements.set(wire, { name, of: list.member?.shape ?? '', isFlattened: true });
  }
  const members = { elements, attributes };
  known.set(structure, members);
  return members;
}

/** The list whose elements stand in its structure each by itself. */
export function flattenedList(model: ServiceModel, reference: ShapeReference): Shape | undefined {
  const shape = model.shapes[reference.shape];
  return shape?.type === 'list' && (shape.flattened || reference.flattened) ? shape : undefined;
}

/** What is in an element that has no text of its own. */
function elementsOf({ children, text }: XmlElement, refuse: () => Error): XmlElement['children'] {
  if (children.length === 0 && text.trim() !== '') throw refuse();
  return children;
}

function readText({ type }: Shape, text: string, refuse: () => Error): unknown {
  switch (type) {
    case 'integer':
    case 'long':
      if (!/^\s*[+-]?\d+\s*$/.test(text)) throw refuse();
      return Number(text);
    case 'float':
    case 'double':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw refuse();
      return Number(text);
    case 'boolean': {
      const word = text.trim().toLowerCase();
      if (word !== 'true' && word !== 'false') throw refuse();
      return word === 'true';
    }
    case 'timestamp': {
      const date = new Date(text.trim());
      if (Number.isNaN(date.getTime())) throw refuse();
      return date;
    }
    case 'blob':
      return Buffer.from(text, 'base64');
    default:
      return text;
  }
}

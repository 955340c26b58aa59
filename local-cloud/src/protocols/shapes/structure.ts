import type { Dialect, ServiceModel, Shape } from './model.ts';

/** Reads a JSON value as a shape: the value itself, changed in place where AWS takes one thing for another. */
export type Reader = (value: unknown) => unknown;

export type Refuse = (message: string) => Error;

/**
 * Makes a reader of a shape from JSON. Members the shape doesn't know are dropped, as are those that are null.
 *
 * @param refuse makes the error of a value whose type is not the shape's
 */
export function structureReader(
  model: ServiceModel,
  name: string,
  dialect: Dialect,
  refuse: Refuse,
  readers = new Map<string, Reader>(),
): Reader {
  const known = readers.get(name);
  if (known) return known;
  // Shapes may contain themselves: whoever asks while it is being made gets this one.
  let made: Reader | undefined;
  readers.set(name, (value) => made?.(value));
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model has no shape ${name}`);
  const child = (reference: { shape: string } | undefined) =>
    structureReader(model, reference?.shape ?? '', dialect, refuse, readers);
  made = dialect.opaque?.includes(name) ? (value) => value : makeReader(name, shape, child, dialect, refuse);
  readers.set(name, made);
  return made;
}

type Child = (reference: { shape: string } | undefined) => Reader;

function makeReader(name: string, shape: Shape, child: Child, dialect: Dialect, refuse: Refuse): Reader {
  switch (shape.type) {
    case 'structure':
      return readStructure(name, shape, child, dialect, refuse);
    case 'map': {
      const read = child(shape.value);
      return (value) => {
        if (typeof value !== 'object') throw refuse('Unexpected field type');
        if (Array.isArray(value)) throw refuse(`Unrecognized collection type java.util.Map`);
        const map = value as Record<string, unknown>;
        for (const key in map) {
          if (map[key] === null) delete map[key];
          else keep(map, key, read(map[key]));
        }
        return map;
      };
    }
    case 'list': {
      const read = child(shape.member);
      return (value) => {
        if (typeof value !== 'object') throw refuse('Unexpected field type');
        if (!Array.isArray(value)) throw refuse('Start of structure or map found where not expected');
        for (let at = 0; at < value.length; at += 1) {
          if (value[at] !== null) value[at] = read(value[at]);
        }
        return value;
      };
    }
    default:
      return scalarReader(shape.type, refuse);
  }
}

function readStructure(name: string, shape: Shape, child: Child, dialect: Dialect, refuse: Refuse): Reader {
  const readers = new Map(
    Object.entries(shape.members ?? {}).map(([member, reference]) => [member, child(reference)]),
  );
  return (value) => {
    if (typeof value !== 'object') throw refuse('Unexpected value type in payload');
    if (Array.isArray(value)) {
      throw refuse(`Unrecognized collection type class ${dialect.javaPackage ?? ''}${name}`);
    }
    const structure = value as Record<string, unknown>;
    for (const key in structure) {
      const read = readers.get(key);
      if (read === undefined || structure[key] === null) delete structure[key];
      else keep(structure, key, read(structure[key]));
    }
    return structure;
  };
}

/** Most values are what they were; not writing them keeps objects as the JSON parser made them. */
function keep(target: Record<string, unknown>, key: string, value: unknown): void {
  if (target[key] !== value) target[key] = value;
}

const JAVA: Readonly<Record<string, string>> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Integer',
  long: 'Long',
  double: 'Double',
  float: 'Float',
};

function scalarReader(type: string, refuse: Refuse): Reader {
  const java = JAVA[type] ?? 'String';
  const structured = (value: unknown) =>
    Array.isArray(value)
      ? refuse(`Unrecognized collection type class java.lang.${java}`)
      : refuse('Start of structure or map found where not expected');
  const converted = (value: unknown) => refuse(`${tokenOf(value)} cannot be converted to ${java}`);
  switch (type) {
    case 'boolean':
      return (value) => {
        if (typeof value === 'boolean') return value;
        if (typeof value === 'object') throw structured(value);
        if (typeof value === 'number') throw converted(value);
        const text = String(value).toUpperCase();
        if (text === 'TRUE') return true;
        if (text === 'FALSE') return false;
        throw refuse('Unexpected token received from parser');
      };
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return (value) => {
        if (typeof value === 'number')
          return type === 'double' || type === 'float' ? value : Math.trunc(value);
        throw typeof value === 'object' ? structured(value) : converted(value);
      };
    case 'timestamp':
      return (value) => {
        if (typeof value === 'number') return value;
        throw typeof value === 'object' ? structured(value) : converted(value);
      };
    default:
      return (value) => {
        if (typeof value === 'string') return value;
        throw typeof value === 'object' ? structured(value) : converted(value);
      };
  }
}

function tokenOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}

import type { Dialect, ServiceModel, Shape, ShapeReference } from './model.ts';
import { modelPlaceOf, type Place, placeOf } from './place.ts';
import { shown } from './shown.ts';

/** Adds what is wrong with a value to the problems. */
export type Check = (value: unknown, place: Place | undefined, problems: string[]) => void;

const nothing: Check = () => undefined;

/** AWS names no more problems than this in one answer. */
const MOST_PROBLEMS = 10;

/** Makes the check of a shape's constraints, in AWS's words. */
export function constraintChecker(
  model: ServiceModel,
  name: string,
  dialect: Dialect,
  checkers = new Map<string, Check>(),
): Check {
  const known = checkers.get(name);
  if (known) return known;
  if (dialect.opaque?.includes(name)) return nothing;
  // Shapes may contain themselves: whoever asks while it is being made gets this one.
  let made: Check | undefined;
  checkers.set(name, (value, place, problems) => made?.(value, place, problems));
  const shape = shapeOf(model, name, dialect);
  const own = ownConstraints(name, shape, dialect, model);
  const inner = innerConstraints(name, shape, model, dialect, (reference) =>
    reference ? constraintChecker(model, reference.shape, dialect, checkers) : nothing,
  );
  made =
    own === nothing && inner === nothing
      ? nothing
      : (value, place, problems) => {
          if (problems.length >= MOST_PROBLEMS) return;
          own(value, place, problems);
          inner(value, place, problems);
        };
  checkers.set(name, made);
  return made;
}

/** A shape by its name, or as one member has it (`CreateStackInput$StackName`). */
function shapeOf(model: ServiceModel, name: string, dialect: Dialect): Shape {
  const [owner = '', member] = name.split('$');
  const shape = model.shapes[owner];
  if (!shape) throw new Error(`The model has no shape ${name}`);
  const own = dialect.overrides?.[name];
  if (member === undefined) return { ...shape, ...own };
  return { ...shapeOf(model, shape.members?.[member]?.shape ?? '', dialect), ...own };
}

interface Constraint {
  readonly says: string;
  holds(value: unknown): boolean;
}

function constraintsOf(name: string, shape: Shape, dialect: Dialect): Constraint[] {
  const what = ['list', 'map', 'string', 'blob'].includes(shape.type) ? 'length' : 'value';
  const constraints: Constraint[] = [];
  const { min, max, pattern } = shape;
  if (max !== undefined) {
    const says = `Member must have ${what} less than or equal to ${max}`;
    constraints.push({ says, holds: (value) => measure(value) <= max });
  }
  if (min !== undefined) {
    const says = `Member must have ${what} greater than or equal to ${min}`;
    constraints.push({ says, holds: (value) => measure(value) >= min });
  }
  if (pattern !== undefined) {
    const whole = wholeMatch(pattern);
    const says = `Member must satisfy regular expression pattern: ${pattern}`;
    constraints.push({ says, holds: (value) => whole.test(String(value)) });
  }
  if (shape.enum) {
    const values = dialect.enumOrder?.[name] ?? shape.enum;
    const says = `Member must satisfy enum value set: [${values.join(', ')}]`;
    constraints.push({ says, holds: (value) => values.includes(String(value)) });
  }
  return constraints;
}

/** A pattern is for the whole text. Classes of Unicode (`\p{L}`) are of no use without the flag. */
const wholeMatch = (pattern: string): RegExp =>
  new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');

function ownConstraints(name: string, shape: Shape, dialect: Dialect, model: ServiceModel): Check {
  const constraints = constraintsOf(name, shape, dialect);
  if (constraints.length === 0) return nothing;
  const subject = subjectOf(name, shape, model);
  return (value, place, problems) => {
    for (const { holds, says } of constraints) {
      if (!holds(value)) problems.push(`${subject(value, place)} failed to satisfy constraint: ${says}`);
    }
  };
}

/** How a value that breaks a constraint is told of. */
const subjectOf =
  (name: string, shape: Shape, model: ServiceModel) =>
  (value: unknown, place: Place | undefined): string => {
    const where = place ? placeOf(place) : '';
    if (place?.isUnquoted) return `Value at '${modelPlaceOf(place)}'`;
    return shape.sensitive ? `Value at '${where}'` : `Value '${shown(value, name, model)}' at '${where}'`;
  };

/** The constraints of a list's elements or a map's keys, told of as one: undefined where they have none. */
function elementConstraints(
  reference: ShapeReference | undefined,
  model: ServiceModel,
  dialect: Dialect,
  what: string,
): Constraint | undefined {
  const name = reference?.shape ?? '';
  if (!dialect.whole || dialect.opaque?.includes(name)) return undefined;
  const shape = shapeOf(model, name, dialect);
  if (['structure', 'list', 'map'].includes(shape.type)) return undefined;
  const constraints = constraintsOf(name, shape, dialect);
  if (constraints.length === 0) return undefined;
  return {
    says: `${what} must satisfy constraint: [${constraints.map(({ says }) => says).join(', ')}]`,
    holds: (value) => constraints.every(({ holds }) => holds(value)),
  };
}

function measure(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}

const nullAt = (place: Place): string =>
  `Value null at '${placeOf(place)}' failed to satisfy constraint: Member must not be null`;

/** `putIntegrationInput`: what the body of a request for `PutIntegrationRequest` is called. */
function bodyName(shape: string): Place | undefined {
  if (!shape.endsWith('Request')) return undefined;
  return { parent: undefined, name: shape.replace(/Request$/, 'Input'), member: true };
}

type Child = (reference: ShapeReference | undefined) => Check;

function innerConstraints(
  name: string,
  shape: Shape,
  model: ServiceModel,
  dialect: Dialect,
  child: Child,
): Check {
  if (shape.type === 'structure') return memberConstraints(name, shape, dialect, child);
  if (shape.type === 'map') return mapConstraints(name, shape, model, dialect, child);
  // What may be null in a list is for those to tell who read its elements themselves.
  if (shape.type !== 'list' || dialect.opaque?.includes(shape.member?.shape ?? '')) return nothing;
  const all = elementConstraints(shape.member, model, dialect, 'Member');
  const check = all ? nothing : child(shape.member);
  const subject = subjectOf(name, shape, model);
  return (value, parent, problems) => {
    if (all && !(value as unknown[]).every((element) => element === null || all.holds(element))) {
      problems.push(`${subject(value, parent)} failed to satisfy constraint: ${all.says}`);
    }
    for (const [at, element] of (value as unknown[]).entries()) {
      const place = { parent, name: String(at + 1), member: false };
      if (element !== null) check(element, place, problems);
      else if (problems.length < MOST_PROBLEMS) problems.push(nullAt(place));
    }
  };
}

/** A map tells of all its values' own constraints at once, and of what is inside them each by itself. */
function mapConstraints(
  name: string,
  shape: Shape,
  model: ServiceModel,
  dialect: Dialect,
  child: Child,
): Check {
  const valueName = shape.value?.shape ?? '';
  if (dialect.opaque?.includes(valueName)) return nothing;
  const valueShape = shapeOf(model, valueName, dialect);
  const constraints = constraintsOf(valueName, valueShape, dialect);
  const inner = constraints.length > 0 ? child(valueShape.member ?? valueShape.value) : child(shape.value);
  const keys = elementConstraints(shape.key, model, dialect, 'Map keys');
  if (constraints.length === 0 && inner === nothing && !keys) return nothing;
  const subject = subjectOf(name, shape, model);
  const says = `Map value must satisfy constraint: [${constraints.map((each) => each.says).join(', ')}]`;
  return (value, parent, problems) => {
    const values = Object.entries(value as object);
    if (keys && !values.every(([key]) => keys.holds(key))) {
      problems.push(`${subject(value, parent)} failed to satisfy constraint: ${keys.says}`);
    }
    if (!values.every(([, element]) => constraints.every(({ holds }) => holds(element)))) {
      problems.push(`${subject(value, parent)} failed to satisfy constraint: ${says}`);
    }
    for (const [key, element] of values) {
      const place = { parent, name: key, member: false };
      if (!Array.isArray(element) || constraints.length === 0) inner(element, place, problems);
      else {
        for (const [at, each] of element.entries()) {
          const own = { parent: place, name: String(at + 1), member: false };
          if (each === null) problems.push(nullAt(own));
          else inner(each, own, problems);
        }
      }
    }
  };
}

function memberConstraints(name: string, shape: Shape, dialect: Dialect, child: Child): Check {
  const members = Object.entries(shape.members ?? {}).flatMap(([member, reference]) => {
    const check = child(
      dialect.overrides?.[`${name}$${member}`] ? { shape: `${name}$${member}` } : reference,
    );
    const needed = shape.required?.includes(member) ?? false;
    if (check === nothing && !needed) return [];
    const body = dialect.inputNames && !reference.location ? bodyName(name) : undefined;
    const isUnquoted = dialect.unquoted?.includes(`${name}$${member}`);
    return [{ check, needed, place: { parent: body, name: member, member: true, isUnquoted } }];
  });
  if (members.length === 0) return nothing;
  return (value, parent, problems) => {
    const structure = value as Record<string, unknown>;
    for (const { check, needed, place: own } of members) {
      const found = structure[own.name];
      if (found === undefined && !needed) continue;
      const place = parent ? { ...own, parent } : own;
      if (found !== undefined) check(found, place, problems);
      else if (problems.length < MOST_PROBLEMS) {
        problems.push(nullAt(place));
      }
    }
  };
}

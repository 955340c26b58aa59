import { readFileSync } from 'node:fs';
import { RawResponse } from '../../src/http/wire-response.ts';
import type { AnyOperation } from '../../src/protocols/operation.ts';
import type { ServiceModel } from '../../src/protocols/shapes/model.ts';
import { services } from '../../src/services/registry.ts';

/** Services that write their answers themselves. */
const OWN_ANSWERS = ['dynamodb', 'dynamodbstreams'];

let checked = false;

/**
 * Has every operation that the tests of this file call fail where its output has a member that AWS's model doesn't know, or a
 * value of another type: codecs leave out the former, and nobody would see it.
 */
export function checkOutputs(): void {
  if (checked) return;
  checked = true;
  for (const { id, operations } of services) {
    if (OWN_ANSWERS.includes(id)) continue;
    const table = operations as Record<string, AnyOperation>;
    for (const [name, act] of Object.entries(table)) {
      table[name] = (input, context) => {
        const output = act(input, context);
        const look = (value: unknown): unknown => {
          if (!(value instanceof RawResponse)) checkOutput(id, name, value);
          return value;
        };
        return output instanceof Promise ? output.then(look) : look(output);
      };
    }
  }
}

const models = new Map<string, ServiceModel>();

function modelOf(id: string): ServiceModel {
  const file = new URL(`../../models/${id}.json`, import.meta.url);
  const model = models.get(id) ?? (JSON.parse(readFileSync(file, 'utf8')) as ServiceModel);
  models.set(id, model);
  return model;
}

/** @throws Error that names the member */
export function checkOutput(id: string, operation: string, output: unknown): void {
  const model = modelOf(id);
  const shape = model.operations[operation]?.output?.shape;
  if (output === undefined || output === null) return;
  if (shape !== undefined) checkValue(model, shape, output, operation);
  else if (Object.keys(output).length > 0) throw new Error(`${operation} has no output, and answers one`);
}

function checkValue(model: ServiceModel, name: string, value: unknown, place: string): void {
  if (value === undefined || value === null) return;
  const { type, members = {}, member, value: of } = model.shapes[name]!;
  const wrong = (what: string) => new Error(`${place} is ${what}, and AWS's model has a ${type} there`);
  if (type === 'structure') {
    if (typeof value !== 'object' || Array.isArray(value) || value instanceof Map)
      throw wrong('no structure');
    for (const [each, inner] of Object.entries(value)) {
      const known = members[each];
      if (!known && inner !== undefined) throw new Error(`${place} has ${each}, which AWS's model does not`);
      if (known) checkValue(model, known.shape, inner, `${place}.${each}`);
    }
  } else if (type === 'list') {
    if (!Array.isArray(value)) throw wrong('no list');
    for (const [at, each] of value.entries()) checkValue(model, member!.shape, each, `${place}.${at + 1}`);
  } else if (type === 'map') {
    if (typeof value !== 'object' || Array.isArray(value)) throw wrong('no map');
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    for (const [key, each] of entries) checkValue(model, of!.shape, each, `${place}.${String(key)}`);
  } else if (!TYPES[type]?.(value)) throw wrong(`a ${typeof value}`);
}

const isNumber = (value: unknown): boolean => typeof value === 'number';
/** SDKs have texts for the numbers of some markers. */
const isInteger = (value: unknown): boolean => Number.isInteger(value) || /^\d+$/.test(String(value));

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: isInteger,
  long: isInteger,
  float: isNumber,
  double: isNumber,
  // HTTP APIs have texts.
  timestamp: (value) =>
    value instanceof Date || (typeof value === 'string' && !Number.isNaN(Date.parse(value))),
  blob: (value) => typeof value === 'object' || typeof value === 'string',
};

import { AwsError } from '../../../core/aws-error.ts';
import { validation } from '../errors.ts';
import { type AttributeValue, checkName, readValue, valueSize } from '../values/index.ts';
import { readStructure, readText } from '../values/wire.ts';

const NAME = /^#[0-9a-zA-Z_]+$/;
const VALUE = /^:[0-9a-zA-Z_]+$/;

const NAMES_TYPE = 'java.util.Map<java.lang.String, java.lang.String>';
const VALUES_TYPE = 'java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>';

/** A request's ExpressionAttributeNames and ExpressionAttributeValues, checked, and which of them were used. */
export class Substitutions {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, AttributeValue>();
  readonly #unusedNames = new Set<string>();
  readonly #unusedValues = new Set<string>();

  /** @throws AwsError ValidationException, SerializationException */
  constructor(input: { ExpressionAttributeNames?: unknown; ExpressionAttributeValues?: unknown }) {
    this.#readNames(input.ExpressionAttributeNames ?? undefined);
    this.#readValues(input.ExpressionAttributeValues ?? undefined);
  }

  /** The attribute's name that a `#placeholder` stands for. */
  name(placeholder: string): string | undefined {
    this.#unusedNames.delete(placeholder);
    return this.#names.get(placeholder);
  }

  /** The value that a `:placeholder` stands for. */
  value(placeholder: string): AttributeValue | undefined {
    this.#unusedValues.delete(placeholder);
    return this.#values.get(placeholder);
  }

  /** Bytes of all values together. */
  get valueBytes(): number {
    return [...this.#values.values()].reduce((sum, value) => sum + valueSize(value), 0);
  }

  /** To be called when all expressions of the request are compiled. @throws AwsError where any was not used */
  checkUsed(): void {
    if (this.#unusedNames.size > 0) throw unused('ExpressionAttributeNames', this.#unusedNames);
    if (this.#unusedValues.size > 0) throw unused('ExpressionAttributeValues', this.#unusedValues);
  }

  #readNames(json: unknown): void {
    if (json === undefined) return;
    const given = readStructure(json, NAMES_TYPE);
    checkKeys('ExpressionAttributeNames', given, NAME);
    for (const key in given) {
      const name = readText(given[key]);
      checkName(name);
      this.#names.set(key, name);
      this.#unusedNames.add(key);
    }
  }

  #readValues(json: unknown): void {
    if (json === undefined) return;
    const given = readStructure(json, VALUES_TYPE);
    checkKeys('ExpressionAttributeValues', given, VALUE);
    for (const key in given) {
      this.#values.set(key, readNamed(given[key], key));
      this.#unusedValues.add(key);
    }
  }
}

function checkKeys(member: string, given: Record<string, unknown>, pattern: RegExp): void {
  const keys = Object.keys(given);
  if (keys.length === 0) throw validation(`${member} must not be empty`);
  for (const key of keys) {
    if (!pattern.test(key)) throw validation(`${member} contains invalid key: Syntax error; key: "${key}"`);
  }
}

function readNamed(json: unknown, key: string): AttributeValue {
  try {
    return readValue(json);
  } catch (error) {
    const told = error instanceof AwsError && error.code === 'ValidationException';
    // What is nested too deeply is told as it is of an item.
    if (!told || error.message.startsWith('Nesting Levels')) throw error;
    throw validation(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
  }
}

const unused = (member: string, keys: ReadonlySet<string>) =>
  validation(`Value provided in ${member} unused in expressions: keys: {${[...keys].join(', ')}}`);

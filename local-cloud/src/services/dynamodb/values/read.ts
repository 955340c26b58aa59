import { validation } from '../errors.ts';
import { MAX_DEPTH, tooDeep } from './depth.ts';
import { setAttribute } from './item.ts';
import { checkName } from './name.ts';
import { readNumber } from './number.ts';
import { readBinarySet, readNumberSet, readStringSet } from './sets.ts';
import type { AttributeType, AttributeValue, Item } from './types.ts';
import { readBinary, readBoolean, readStructure, readText, unexpectedField } from './wire.ts';

const ATTRIBUTE_VALUE = 'class com.amazonaws.dynamodb.v20120810.AttributeValue';
const ATTRIBUTE_MAP = 'java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>';

/** How a member's content is read; what is canonical already is answered as it is. */
const READERS: { [T in AttributeType]: (content: unknown, depth: number) => unknown } = {
  S: readText,
  N: (content) => readNumber(readText(content)),
  B: readBinary,
  SS: readStringSet,
  NS: readNumberSet,
  BS: readBinarySet,
  M: (content, depth) => readMembers(content, depth + 1),
  L: (content, depth) => readElements(content, depth + 1),
  BOOL: readBoolean,
  NULL: readNull,
};

/**
 * An item as it came, checked and made canonical: numbers in DynamoDB's text, sets in order. What was canonical is
 * answered as it is, the rest is copied; what came is never changed.
 *
 * @throws AwsError ValidationException, SerializationException
 */
export const readItem = (json: unknown): Item => readMembers(json, 0);

/** A single value, as `readItem` reads it. @throws AwsError ValidationException, SerializationException */
export const readValue = (json: unknown): AttributeValue => readAt(json, 0);

function readMembers(json: unknown, depth: number): Item {
  const given = readStructure(json, ATTRIBUTE_MAP) as Item;
  let read = given;
  for (const name in given) {
    checkName(name);
    const value = readAt(given[name], depth);
    if (value === given[name]) continue;
    if (read === given) read = { ...given };
    setAttribute(read, name, value);
  }
  return read;
}

function readElements(json: unknown, depth: number): AttributeValue[] {
  if (!Array.isArray(json)) throw unexpectedField(json);
  let read: AttributeValue[] = json;
  for (let index = 0; index < json.length; index += 1) {
    const value = readAt(json[index], depth);
    if (value === json[index]) continue;
    if (read === json) read = json.slice();
    read[index] = value;
  }
  return read;
}

function readAt(json: unknown, depth: number): AttributeValue {
  if (depth >= MAX_DEPTH) throw tooDeep();
  if (json === null || json === undefined) throw empty();
  const members = readStructure(json, ATTRIBUTE_VALUE);
  let type: AttributeType | undefined;
  let content: unknown;
  let asItCame = true;
  for (const member in members) {
    // Members that are null or that the model doesn't have are as good as not there.
    if ((members[member] ?? null) === null || !Object.hasOwn(READERS, member)) {
      asItCame = false;
      continue;
    }
    const read = READERS[member as AttributeType](members[member], depth);
    if (type !== undefined) {
      throw validation(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
    if (read !== members[member]) asItCame = false;
    type = member as AttributeType;
    content = read;
  }
  if (type === undefined) throw empty();
  // The member's reader has made its content what its type says.
  return (asItCame ? members : { [type]: content }) as AttributeValue;
}

function readNull(content: unknown): true {
  if (readBoolean(content)) return true;
  throw validation(
    'One or more parameter values were invalid: Null attribute value types must have the value of true',
  );
}

const empty = () =>
  validation('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');

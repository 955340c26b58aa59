import { isObject, isScalar, type Json, type JsonObject } from '../../../resources/json.ts';
import { templateError, validationError } from '../errors.ts';
import { cidrBlocks } from './cidr.ts';

/** Functions of their arguments alone, which come evaluated. */
export type PlainFunction = (argument: Json, about: { mappings: JsonObject; region: string }) => Json;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
export const PLAIN_FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  'Fn::Base64': (argument) => {
    if (!isScalar(argument)) throw templateError('every Fn::Base64 object must have a String-typed value.');
    return Buffer.from(String(argument)).toString('base64');
  },
  'Fn::Join': join,
  'Fn::Split': split,
  'Fn::Select': select,
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': availabilityZones,
  'Fn::Cidr': cidr,
};

function join(argument: Json): Json {
  const [delimiter, values, ...others] = Array.isArray(argument) ? argument : [];
  if (
    typeof delimiter !== 'string' ||
    !Array.isArray(values) ||
    others.length > 0 ||
    !values.every(isScalar)
  ) {
    throw templateError(
      'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined ' +
        'or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
    );
  }
  return values.map(String).join(delimiter);
}

function split(argument: Json): Json {
  const [delimiter, text] = Array.isArray(argument) ? argument : [];
  if (typeof delimiter !== 'string' || delimiter === '' || !isScalar(text)) {
    throw templateError(
      'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a ' +
        'function that returns a string to be split.',
    );
  }
  return String(text).split(delimiter);
}

function select(argument: Json): Json {
  const [index, values] = Array.isArray(argument) ? argument : [];
  const position = Number(index);
  if (!isScalar(index) || !Number.isInteger(position) || !Array.isArray(values)) {
    throw templateError('Fn::Select requires a list argument with two elements: an integer index and a list');
  }
  const chosen = values[position];
  // The two blanks are AWS's.
  if (chosen === undefined)
    throw templateError(`Fn::Select  cannot select nonexistent value at index ${position}`);
  return chosen;
}

function findInMap(argument: Json, { mappings }: { mappings: JsonObject }): Json {
  const keys = Array.isArray(argument) ? argument : [];
  if (keys.length > 3) {
    throw templateError('the DefaultValue of Fn::FindInMap is not supported by local-cloud');
  }
  if (keys.length !== 3 || !keys.every(isScalar)) {
    throw templateError(
      'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
    );
  }
  let found: Json = mappings;
  for (const key of keys.map(String)) {
    if (!isObject(found) || !Object.hasOwn(found, key)) {
      throw templateError(`Unable to get mapping for ${keys.join('::')}`);
    }
    found = found[key]!;
  }
  return found;
}

/** Every region has at least these three. */
function availabilityZones(argument: Json, { region }: { region: string }): Json {
  if (typeof argument !== 'string') throw templateError('Fn::GetAZs requires a region name');
  return ['a', 'b', 'c'].map((zone) => `${argument || region}${zone}`);
}

function cidr(argument: Json): Json {
  const [block, count, bits = 8] = Array.isArray(argument) ? argument : [];
  if (typeof block !== 'string' || !isScalar(count) || !isScalar(bits)) {
    throw templateError(
      'every Fn::Cidr object requires an ipBlock, a count and an optional number of cidrBits',
    );
  }
  const blocks = cidrBlocks(block, Number(count), Number(bits));
  if (!blocks)
    throw validationError(`Template error: Fn::Cidr can't make ${count} blocks of ${bits} bits in ${block}`);
  return blocks;
}

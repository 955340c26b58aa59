import type { AwsError } from '../../../core/aws-error.ts';
import { serialization } from '../errors.ts';

/** Content of a JSON type that its member doesn't have; the texts are those of AWS's parser. */
const conversion = (content: unknown, type: string): AwsError => {
  if (content === true || content === false) {
    return serialization(`${String(content).toUpperCase()}_VALUE cannot be converted to ${type}`);
  }
  if (typeof content === 'number') {
    const kind = Number.isInteger(content) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
    return serialization(`${kind} cannot be converted to ${type}`);
  }
  return collection(content, `class java.lang.${type}`);
};

const collection = (content: unknown, type: string): AwsError =>
  serialization(
    Array.isArray(content)
      ? `Unrecognized collection type ${type}`
      : 'Start of structure or map found where not expected',
  );

/** Something other than a list where one is expected. */
export const unexpectedField = (content: unknown): AwsError =>
  serialization(
    typeof content === 'object' && content !== null
      ? 'Start of structure or map found where not expected'
      : 'Unexpected field type',
  );

/** @throws AwsError SerializationException */
export function readText(content: unknown): string {
  if (typeof content === 'string') return content;
  throw conversion(content, 'String');
}

/** Texts that say yes or no are taken for it. @throws AwsError SerializationException */
export function readBoolean(content: unknown): boolean {
  if (typeof content === 'boolean') return content;
  if (typeof content !== 'string') throw conversion(content, 'Boolean');
  if (/^(?:true|yes|1)$/i.test(content)) return true;
  if (/^(?:false|no|0)$/i.test(content)) return false;
  throw serialization('Unexpected token received from parser');
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Base64 with its padding, and no bits behind the last byte. @throws AwsError SerializationException */
export function readBinary(content: unknown): string {
  if (typeof content === 'boolean' || typeof content === 'number') {
    throw serialization('only base-64-encoded strings are convertible to bytes');
  }
  if (typeof content !== 'string') throw collection(content, 'class java.nio.ByteBuffer');
  if (content.length % 4 !== 0) {
    throw serialization(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${content.length}`,
    );
  }
  if (!BASE64.test(content)) {
    const strange = content.search(/[^A-Za-z0-9+/]/);
    throw serialization(`Invalid Base64 character: '${content[strange]}'`);
  }
  if (Buffer.from(content, 'base64').toString('base64') !== content) {
    throw serialization('Invalid last non-pad Base64 character dectected');
  }
  return content;
}

/** An object's members; `type` is what AWS's parser calls the structure. @throws AwsError SerializationException */
export function readStructure(json: unknown, type: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null) {
    throw type.startsWith('java.util')
      ? unexpectedField(json)
      : serialization('Unexpected value type in payload');
  }
  if (Array.isArray(json)) throw serialization(`Unrecognized collection type ${type}`);
  return json as Record<string, unknown>;
}

import { isObject, type Json, type JsonObject } from '../../../resources/json.ts';
import { templateFormatError, validationError } from '../errors.ts';
import { checkFunctions } from './check-functions.ts';
import { checkReferences } from './check-references.ts';
import { readOutput, readParameter, readResource } from './declarations.ts';
import { parseTemplateText } from './parse.ts';
import type { Template } from './template.ts';

const SECTIONS = new Set(
  'AWSTemplateFormatVersion Description Metadata Parameters Mappings Conditions Resources Outputs'.split(' '),
);

/** Sections that change what the rest means; leaving one out would deploy something else than what was written. */
const UNSUPPORTED_SECTIONS = ['Transform', 'Rules', 'Hooks'];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LIMITS = { resources: 500, parameters: 200, outputs: 200, mappings: 200 } as const;
const MAX_DESCRIPTION = 1024;

/**
 * Reads a template and checks all of it that can be checked without parameter values.
 *
 * @param options.references whether it may have dynamic references
 * @throws AwsError ValidationError, worded as CloudFormation words it
 */
export async function readTemplate(text: string, options: { references?: boolean } = {}): Promise<Template> {
  const document = await parseTemplateText(text);
  checkSections(document);
  refuseNull(document, '');
  const description = document.Description;
  if (typeof description === 'string' && Buffer.byteLength(description) > MAX_DESCRIPTION) {
    throw templateFormatError(`'Description' length is greater than ${MAX_DESCRIPTION}.`);
  }
  if (description !== undefined && typeof description !== 'string') {
    throw templateFormatError("Every 'Description' member must be a string.");
  }
  const resources = section(document, 'Resources');
  if (Object.keys(resources).length === 0) {
    throw templateFormatError('At least one Resources member must be defined.');
  }
  const template: Template = {
    text,
    version: document.AWSTemplateFormatVersion === undefined ? undefined : '2010-09-09',
    description,
    metadata: document.Metadata,
    parameters: mapped(section(document, 'Parameters'), 'Parameter', readParameter),
    mappings: section(document, 'Mappings'),
    conditions: new Map(Object.entries(section(document, 'Conditions'))),
    resources: mapped(resources, 'Resource', readResource),
    outputs: mapped(section(document, 'Outputs'), 'Output', readOutput),
  };
  checkLimits(template);
  checkFunctions(template, options);
  checkReferences(template);
  return template;
}

function checkSections(document: JsonObject): void {
  const unsupported = UNSUPPORTED_SECTIONS.filter((name) => Object.hasOwn(document, name));
  if (unsupported.length > 0) {
    const shown = JSON.stringify(document[unsupported[0]!]);
    throw validationError(
      `Template section ${unsupported[0]} is not supported by local-cloud: ${shown.slice(0, 200)}`,
    );
  }
  const unknown = Object.keys(document).filter((name) => !SECTIONS.has(name));
  if (unknown.length > 0) {
    throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  }
  const version = document.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') {
    throw templateFormatError(`Template version ${String(version)} is not supported.`);
  }
}

function refuseNull(value: Json, path: string): void {
  if (value === null) throw validationError(`[${path}] 'null' values are not allowed in templates`);
  if (typeof value !== 'object') return;
  for (const [key, entry] of Object.entries(value)) {
    // Metadata is the one place where a template may hold anything.
    if (path === '' && key === 'Metadata') continue;
    refuseNull(entry, `${path}/${key}`);
  }
}

function section(document: JsonObject, name: string): JsonObject {
  const value = document[name];
  if (value === undefined) return {};
  if (!isObject(value)) throw templateFormatError(`The ${name} section must be an object.`);
  return value;
}

function mapped<T>(
  members: JsonObject,
  kind: 'Parameter' | 'Resource' | 'Output',
  read: (name: string, declaration: JsonObject) => T,
): ReadonlyMap<string, T> {
  const result = new Map<string, T>();
  for (const [name, declaration] of Object.entries(members)) {
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw templateFormatError(`${kind} name ${name} is non alphanumeric.`);
    if (!isObject(declaration)) throw templateFormatError(`Any ${kind}s member must be an object.`);
    result.set(name, read(name, declaration));
  }
  return result;
}

function checkLimits(template: Template): void {
  for (const [kind, limit] of Object.entries(LIMITS)) {
    const members = template[kind as keyof typeof LIMITS];
    const count = members instanceof Map ? members.size : Object.keys(members).length;
    if (count > limit) {
      throw templateFormatError(`Number of ${kind}, ${count}, is greater than maximum allowed, ${limit}`);
    }
  }
}

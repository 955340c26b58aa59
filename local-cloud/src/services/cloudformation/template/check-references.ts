import { functionCall, isObject, type Json } from '../../../resources/json.ts';
import { templateError, templateFormatError } from '../errors.ts';
import { isPseudoParameter } from './pseudo-parameters.ts';
import { references } from './references.ts';
import type { Template } from './template.ts';

/**
 * Checks that every name a template uses is declared in it.
 *
 * @throws AwsError ValidationError "Template format error: Unresolved resource dependencies [X] in …" and its like
 */
export function checkReferences(template: Template): void {
  for (const { properties, condition, metadata, policies } of template.resources.values()) {
    checkNames(template, [properties, metadata ?? {}, policies ?? {}], 'Resources');
    checkCondition(template, condition, 'Resources');
  }
  const unknown = [...template.resources.values()]
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((name) => !template.resources.has(name));
  if (unknown.length > 0) throw unresolved(unknown, 'Resources');
  for (const { value, condition, exportName } of template.outputs.values()) {
    checkNames(template, [value, exportName ?? ''], 'Outputs');
    checkCondition(template, condition, 'Outputs');
  }
  checkConditionsSection(template);
}

function checkNames(template: Template, values: Json[], block: 'Resources' | 'Outputs'): void {
  const unknown = new Set<string>();
  for (const { via, name, attribute } of references(values)) {
    const isResource = template.resources.has(name);
    if (attribute !== undefined || via === 'Fn::GetAtt') {
      if (isResource) continue;
      if (via === 'Fn::GetAtt') {
        throw templateError(`instance of Fn::GetAtt references undefined resource ${name}`);
      }
      throw templateError(`instance of Fn::Sub references invalid resource attribute ${name}.${attribute}`);
    }
    if (!isResource && !template.parameters.has(name) && !isPseudoParameter(name)) unknown.add(name);
  }
  if (unknown.size > 0) throw unresolved([...unknown], block);
  checkCalls(template, values);
}

const unresolved = (names: string[], block: string) =>
  templateFormatError(
    `Unresolved resource dependencies [${[...new Set(names)].join(', ')}] in the ${block} block of the template`,
  );

/** Conditions that Fn::If names, and mappings that Fn::FindInMap names. */
function checkCalls(template: Template, value: Json): void {
  if (Array.isArray(value)) {
    for (const entry of value) checkCalls(template, entry);
    return;
  }
  if (!isObject(value)) return;
  const call = functionCall(value);
  const first = call && Array.isArray(call.argument) ? call.argument[0] : undefined;
  if (call?.name === 'Fn::If' && !template.conditions.has(String(first))) {
    throw templateError(`unresolved condition dependency ${String(first)} in Fn::If`);
  }
  if (
    call?.name === 'Fn::FindInMap' &&
    typeof first === 'string' &&
    !Object.hasOwn(template.mappings, first)
  ) {
    throw templateError(`Mapping named '${first}' is not present in the 'Mappings' section of template.`);
  }
  for (const entry of Object.values(value)) checkCalls(template, entry);
}

function checkCondition(template: Template, name: string | undefined, block: string): void {
  if (name === undefined || template.conditions.has(name)) return;
  throw templateFormatError(`Unresolved condition dependency ${name} in the ${block} block of the template`);
}

function checkConditionsSection(template: Template): void {
  const unknown = new Set<string>();
  const conditions = [...template.conditions.values()];
  for (const { name } of references(conditions)) {
    if (!template.parameters.has(name) && !isPseudoParameter(name)) unknown.add(name);
  }
  if (unknown.size > 0) {
    throw templateFormatError(
      `Unresolved dependencies [${[...unknown].join(', ')}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  checkCalls(template, conditions);
}

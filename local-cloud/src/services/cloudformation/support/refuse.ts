import type { Json } from '../../../resources/json.ts';
import { templateError, validationError } from '../errors.ts';
import { schemaOf } from '../resource-types.ts';
import { references } from '../template/references.ts';
import type { ResourceDeclaration, Template } from '../template/template.ts';
import { lackingIn, type ResourceTypes } from './lacking.ts';

/**
 * Refuses what local-cloud lacks, all of it at once, before anything is made.
 *
 * @param resources those that count: whose conditions hold, where that can be told
 * @param conditions by name, where they can be told
 * @throws AwsError ValidationError that names every type, property and limit
 */
export function refuseUnsupported(
  resources: ReadonlyMap<string, ResourceDeclaration>,
  types: ResourceTypes,
  conditions?: ReadonlyMap<string, boolean>,
): void {
  const problems = [
    ...unknownTypes(resources, types),
    ...[...resources].flatMap(([logicalId, declaration]) => {
      if (!types.has(declaration.type)) return [];
      const lacking = lackingIn(declaration, types, conditions);
      const where = `resource ${logicalId} (${declaration.type})`;
      return [
        ...(lacking?.names ?? []).map(
          (name) => `Encountered unsupported property ${name} in ${where}: local-cloud lacks it`,
        ),
        ...(lacking?.limits ?? []).map((what) => `local-cloud lacks ${what}, which ${where} asks for`),
      ];
    }),
  ];
  if (problems.length > 0) throw validationError(problems.join('\n'));
}

/**
 * Refuses attributes that resources of their types don't have. The schemas tell which there are.
 *
 * @throws AwsError ValidationError, in the words of CloudFormation's template language
 */
export function refuseUnknownAttributes(
  template: Template,
  values: readonly Json[],
  types: ResourceTypes,
  conditions?: ReadonlyMap<string, boolean>,
): void {
  for (const { name, attribute } of references([...values], conditions)) {
    const declaration = template.resources.get(name);
    const type = declaration && types.get(declaration.type);
    if (attribute === undefined || !type || schemaOf(type).readOnly?.includes(attribute)) continue;
    throw templateError(`resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
}

function unknownTypes(resources: ReadonlyMap<string, ResourceDeclaration>, types: ResourceTypes): string[] {
  const names = [...resources.values()].map(({ type }) => type).filter((type) => !types.has(type));
  const unknown = [...new Set(names)];
  if (unknown.length === 0) return [];
  const hint = unknown.some((type) => /^(AWS|Custom)::/.test(type)) ? ' (not supported by local-cloud)' : '';
  return [`Template format error: Unrecognized resource types: [${unknown.join(', ')}]${hint}`];
}

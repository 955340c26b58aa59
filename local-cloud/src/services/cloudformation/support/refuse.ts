import { validationError } from '../errors.ts';
import type { ResourceDeclaration } from '../template/template.ts';
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

function unknownTypes(resources: ReadonlyMap<string, ResourceDeclaration>, types: ResourceTypes): string[] {
  const names = [...resources.values()].map(({ type }) => type).filter((type) => !types.has(type));
  const unknown = [...new Set(names)];
  if (unknown.length === 0) return [];
  const hint = unknown.some((type) => /^(AWS|Custom)::/.test(type)) ? ' (not supported by local-cloud)' : '';
  return [`Template format error: Unrecognized resource types: [${unknown.join(', ')}]${hint}`];
}

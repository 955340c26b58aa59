import type { ServiceModel } from '../../local-cloud/src/protocols/shapes/model.ts';
import type { Service } from '../../local-cloud/src/services/service.ts';

/**
 * The members of an operation's input that it refuses: what it neither reads, nor lists as inert, nor takes as part of a whole.
 * Those inside of structures are told with where they are (`Code.SourceKMSKeyArn`), in lists as in their elements, in maps as
 * in each of their values (`RouteSettings.*.LoggingLevel`).
 *
 * @param reads the names of all members that the operation reads of anything
 */
export function refusedMembers(
  model: ServiceModel,
  operation: string,
  reads: ReadonlySet<string>,
  { inert = {}, whole = {} }: Pick<Service, 'inert' | 'whole'>,
): string[] {
  const inertHere = [...(inert[operation] ?? []), ...(inert['*'] ?? [])];
  const known = [...inertHere, ...(whole[operation] ?? [])];
  const refused: string[] = [];
  const walk = (name: string, place: readonly string[], within: readonly string[]): void => {
    const shape = model.shapes[name];
    if (!shape || within.includes(name)) return;
    const inner = [...within, name];
    if (shape.member) walk(shape.member.shape, place, inner);
    if (shape.value) walk(shape.value.shape, [...place, '*'], inner);
    for (const [member, reference] of Object.entries(shape.members ?? {})) {
      const at = [...place, member];
      if (known.includes(at.join('.'))) continue;
      if (reads.has(member)) walk(reference.shape, at, inner);
      else refused.push(at.join('.'));
    }
  };
  walk(model.operations[operation]?.input?.shape ?? '', [], []);
  return refused;
}

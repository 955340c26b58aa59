import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServiceModel } from '../../local-cloud/src/protocols/shapes/model.ts';
import type { Service } from '../../local-cloud/src/services/service.ts';

/** Services whose models say what is read, and not what is refused. */
const WITHOUT = new Set(['dynamodb', 'dynamodbstreams']);

/**
 * A line for each operation of a service that is read by its model: the members of its input that it uses, those it takes
 * without effect, and those it refuses. A check keeps what the model says of them to what the code does.
 */
export function inputsOf(service: Service): string[] {
  const file = fileURLToPath(new URL(`../../local-cloud/models/${service.id}.json`, import.meta.url));
  if (WITHOUT.has(service.id) || !existsSync(file)) return [];
  const model = JSON.parse(readFileSync(file, 'utf8')) as ServiceModel;
  return Object.keys(service.operations)
    .sort()
    .flatMap((name) => {
      const { input, refused = [] } = model.operations[name] ?? {};
      const known = Object.keys(model.shapes[input?.shape ?? '']?.members ?? {});
      const everywhere = (service.inert?.['*'] ?? []).filter((member) => known.includes(member));
      const without = [...(service.inert?.[name] ?? []), ...everywhere];
      const inert = without.map((member) => `*${member}*`);
      const used = known.filter((member) => !refused.includes(member) && !without.includes(member));
      const members = [...used, ...inert, ...refused.map((member) => `~~${member}~~`)];
      return members.length > 0 ? [`- ${name}: ${members.join(', ')}`] : [];
    });
}

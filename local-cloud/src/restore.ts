import type { Cloud } from './core/cloud.ts';
import { StoreError } from './core/store/disk/directory.ts';
import type { Service } from './services/service.ts';

/** What a service's records are in where it does not say otherwise. */
const FIRST_FORMAT = 1;

/** Says of each service in which format its state is. A folder from before that was said has the first of them. */
const FORMATS = 'formats';

/** APIs are served after the functions they invoke; stacks, some of which are rolled back, come after all they are made of. */
const LAST = ['apigatewayv2', 'cloudformation'];

/**
 * Puts in service what a cloud's folder has: ports are opened, work that was under way goes on.
 *
 * @throws StoreError where a service's state is in a format that this local-cloud does not know
 */
export async function restore(cloud: Cloud, services: readonly Service[]): Promise<void> {
  checkFormats(cloud, services);
  const inOrder = services.toSorted((a, b) => LAST.indexOf(a.id) - LAST.indexOf(b.id));
  for (const { id, restore: begin } of inOrder) {
    if (!begin) continue;
    const regions = regionsIn(cloud, id);
    if (regions.length > 0) await cloud.records.unit(() => begin(cloud, regions));
  }
}

function checkFormats({ store, filesDir }: Cloud, services: readonly Service[]): void {
  const space = store.space(FORMATS);
  const unsaid = services.filter(({ id, format = FIRST_FORMAT }) => {
    const there = space.get(id);
    if (there !== undefined && Number(there) !== format) {
      throw new StoreError(
        `${filesDir} has the state of ${id} in format ${there}, and this local-cloud knows format ${format}: ` +
          'use the version of local-cloud that wrote it, or choose another folder.',
      );
    }
    return there === undefined;
  });
  if (unsaid.length === 0) return;
  store.write(unsaid.map(({ id, format = FIRST_FORMAT }) => ({ space, key: id, value: String(format) })));
}

/** The regions that a service has anything in; spaces are named `service/region/kind`. */
const regionsIn = ({ store }: Cloud, id: string): string[] => [
  ...new Set(store.spaces(`${id}/`).map((name) => name.split('/')[1] ?? '')),
];

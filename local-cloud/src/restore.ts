import type { Cloud } from './core/cloud.ts';
import { StoreError } from './core/store/disk/directory.ts';
import type { Store, Write } from './core/store/store.ts';
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
 * @throws StoreError where a service's state is in a format that this local-cloud neither knows nor can migrate
 */
export async function restore(cloud: Cloud, services: readonly Service[]): Promise<void> {
  bringUpToDate(cloud, services);
  const inOrder = services.toSorted((a, b) => LAST.indexOf(a.id) - LAST.indexOf(b.id));
  for (const { id, restore: begin } of inOrder) {
    if (!begin) continue;
    const regions = regionsIn(cloud, id);
    if (regions.length > 0) await cloud.records.unit(() => begin(cloud, regions));
  }
}

/**
 * Brings each service's state to the format it is read in, format by format: what changes and the new number are written in
 * one batch each, so that a start that is killed half-way goes on at the next.
 */
function bringUpToDate({ store, filesDir }: Cloud, services: readonly Service[]): void {
  const space = store.space(FORMATS);
  const unsaid: Write[] = [];
  for (const { id, format = FIRST_FORMAT, migrations = {} } of services) {
    const said = space.get(id);
    let there = said === undefined ? firstFormatOf(store, id, format) : Number(said);
    const what = `${filesDir} has the state of ${id} in format ${there}`;
    if (there > format) throw refused(what, format, NEWER);
    if (there === format && said === undefined) unsaid.push({ space, key: id, value: String(format) });
    for (; there < format; there += 1) {
      const migrate = migrations[there];
      if (!migrate) throw refused(what, format, OLDER);
      store.write([...migrate(store), { space, key: id, value: String(there + 1) }]);
    }
  }
  if (unsaid.length > 0) store.write(unsaid);
}

/** Of a service that nothing was said of: what it has is from before formats were told; where it has nothing, all is new. */
const firstFormatOf = (store: Store, id: string, format: number): number =>
  store.spaces(`${id}/`).length > 0 ? FIRST_FORMAT : format;

const NEWER = 'update local-cloud';
const OLDER =
  'start it once with the version of local-cloud that wrote it, and take out what you need by AWS calls';

const refused = (what: string, format: number, way: string): StoreError =>
  new StoreError(
    `${what}, and this local-cloud knows format ${format}: ${way}, begin anew (local-cloud reset), or choose another folder (--data-dir).`,
  );

/** The regions that a service has anything in; spaces are named `service/region/kind`. */
const regionsIn = ({ store }: Cloud, id: string): string[] => [
  ...new Set(store.spaces(`${id}/`).map((name) => name.split('/')[1] ?? '')),
];

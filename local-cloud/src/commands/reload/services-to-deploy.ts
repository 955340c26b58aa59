import type { ServiceState } from '../tool/service-states.ts';
import { isBelow } from './file-watch.ts';

/** What failed and may work now that these files have changed. */
export const failedWith = (services: readonly ServiceState[], files: ReadonlySet<string>): ServiceState[] =>
  services.filter(
    ({ outcome, folder, brokenFolders }) =>
      outcome === 'failed' &&
      [folder, ...brokenFolders].some((each) => [...files].some((file) => isBelow(file, each))),
  );

/** Names of services with those that take outputs of them; where some failed, of all that are not there. */
export function withDependents(
  services: readonly ServiceState[],
  some: readonly ServiceState[],
): Set<string> {
  const names = new Set(some.map(({ name }) => name));
  const anyFailed = some.some(({ outcome }) => outcome === 'failed');
  // A set is walked to its end, whatever is added on the way.
  for (const name of names)
    for (const { name: other, needs, outcome } of services)
      if (needs.includes(name) || (anyFailed && outcome !== 'deployed')) names.add(other);
  return names;
}

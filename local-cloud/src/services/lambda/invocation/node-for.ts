import { defineStore } from '../../../core/store.ts';
import { serviceFailure } from '../errors.ts';
import type { NodeVersion } from '../runtime/node-versions.ts';
import type { Scope } from '../types.ts';

/** Runtimes that the operator was told of, and what is being installed. */
const known = defineStore(
  'lambda-node',
  () => ({ told: new Set<string>(), installing: new Map<string, Promise<NodeVersion>>() }),
  {
    scope: 'global',
  },
);

/**
 * The Node.js that runs functions of a runtime: one of the major that it names, where this machine has one, else the one that
 * runs local-cloud, which the operator is told once. With `exactRuntimes` a missing one is installed.
 *
 * @throws AwsError ServiceException where it could not be
 */
export async function nodeFor(
  runtime: string,
  { cloud, region }: Pick<Scope, 'cloud' | 'region'>,
): Promise<NodeVersion> {
  const { findNode, installNode, majorOf, OWN_NODE } = await import('../runtime/node-versions.ts');
  const major = majorOf(runtime);
  const found = major === undefined ? OWN_NODE : await findNode(major);
  if (found || major === undefined) return found ?? OWN_NODE;
  const { told, installing } = known({ cloud, region });
  const say = (text: string) => !told.has(text) && told.add(text) && cloud.events.emit('notice', text);
  if (!cloud.exactRuntimes) {
    say(
      `Functions for ${runtime} run on Node.js ${OWN_NODE.version}, as this machine has no Node.js ${major}. ` +
        `local-cloud runtime add ${runtime} brings one.`,
    );
    return OWN_NODE;
  }
  say(`Installing Node.js ${major} for ${runtime} …`);
  const install = installing.get(major) ?? installNode(major);
  installing.set(major, install);
  try {
    return await install;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw serviceFailure(`Node.js ${major} for ${runtime} could not be installed: ${reason}`);
  } finally {
    installing.delete(major);
  }
}

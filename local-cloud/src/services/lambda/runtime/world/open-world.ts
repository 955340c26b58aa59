import type { World } from '../types.ts';
import { MappedWorld } from './mapped-world.ts';
import { NamespaceWorld } from './namespace-world.ts';
import { packagePlaces } from './skeleton.ts';

/** The switch: `off` maps paths also where the system has namespaces, as CI does to test both ways. */
const namespacesAreOff = (): boolean => process.env.LOCAL_CLOUD_NAMESPACES === 'off';

/**
 * A namespace where this machine allows it, else a mapped world.
 *
 * @param folder where the root of a namespace is made
 * @param node the Node.js executable of the runtime
 * @param nodeModulesDir what /var/runtime/node_modules is on AWS
 */
export async function openWorld(folder: string, node: string, nodeModulesDir?: string): Promise<World> {
  const packages = nodeModulesDir ? await packagePlaces(nodeModulesDir) : [];
  if (namespacesAreOff()) return new MappedWorld(packages);
  try {
    return await NamespaceWorld.create(folder, node, nodeModulesDir);
  } catch (error) {
    return new MappedWorld(packages, error instanceof Error ? error.message : String(error));
  }
}

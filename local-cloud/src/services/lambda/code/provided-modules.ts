import path from 'node:path';
import { defineStore } from '../../../core/store.ts';
import type { Scope } from '../types.ts';
import { codePackages, lambdaFolder } from './code-packages.ts';
import { carriesSdkV2, linkSdkModules, linkSdkV2 } from './sdk-modules.ts';

const made = defineStore('lambda-sdk', () => new Map<string, Promise<string>>(), { scope: 'global' });

/** The folder with the AWS SDK that a runtime carries, made once a cloud: what /var/runtime/node_modules is on AWS. */
export function providedModules(runtime: string, scope: Scope): Promise<string> {
  const [kind, provide] = carriesSdkV2(runtime)
    ? (['v2', provideSdkV2] as const)
    : (['v3', provideSdk] as const);
  const folders = made(scope);
  const folder = folders.get(kind) ?? provide(scope);
  folders.set(kind, folder);
  return folder;
}

/**
 * A folder named node_modules beside the task roots: where Node.js looks after a function's own packages, for `import` as for
 * `require`, also where paths are mapped.
 */
async function provideSdk(scope: Scope): Promise<string> {
  const folder = path.join(codePackages(scope).folder, 'node_modules');
  await linkSdkModules(folder);
  return folder;
}

/** AWS SDK v2 lies in a folder that only the runtimes that carry it look into. */
async function provideSdkV2(scope: Scope): Promise<string> {
  const folder = path.join(await lambdaFolder(scope, 'sdk-v2'), 'node_modules');
  await linkSdkV2(folder);
  return folder;
}

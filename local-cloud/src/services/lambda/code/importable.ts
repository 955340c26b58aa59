import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { moveInto } from '../../../core/files.ts';
import { defineStore } from '../../../core/store.ts';
import type { World } from '../runtime/types.ts';
import { OPT_ROOT, PROJECT_ROOT, RUNTIME_ROOT } from '../runtime/world/paths.ts';
import { modulesAbove, packagesIn } from '../runtime/world/skeleton.ts';
import type { CodePackage, Scope } from '../types.ts';
import { lambdaFolder } from './code-packages.ts';

interface Importable {
  /** Links to packages, for the folder that `import` looks into last in a namespace. */
  readonly linksDir?: string;
  /** The project that mounted code is part of. */
  readonly projectRoot?: string;
}

const made = defineStore('lambda-links', () => new Map<string, Promise<string>>(), { scope: 'global' });

/**
 * What `import` finds besides the code's own packages: those of layers, and for mounted code those of the folders above it,
 * which a workspace has in one place for all its members.
 */
export async function importable(
  code: CodePackage,
  layers: string | undefined,
  runtime: string,
  { nodeModulesDir, world }: { readonly nodeModulesDir: string; readonly world: Pick<World, 'kind'> },
  scope: Scope,
): Promise<Importable> {
  const [, major] = /^nodejs(\d+)/.exec(runtime) ?? [];
  const below = [`nodejs/node${major}/node_modules`, 'nodejs/node_modules'];
  const ofLayers = layers
    ? below.map((name) => [path.join(layers, name), `${OPT_ROOT}/${name}`] as const)
    : [];
  const above = code.mounted ? (await modulesAbove(code.root)).filter(isOfProject) : [];
  const top = above.at(-1);
  const projectRoot = top && path.dirname(top);
  const ofProject = above.map(
    (folder) => [folder, PROJECT_ROOT + folder.slice(projectRoot?.length)] as const,
  );
  // Nobody is led to links outside a namespace, and not everybody may make any.
  if (world.kind === 'mapped') return { projectRoot };
  const sources = [...ofLayers, ...ofProject];
  const found: [string, string][] = [];
  for (const [folder, seen] of sources) {
    for (const [name] of await packagesIn(folder)) found.push([name, `${seen}/${name}`]);
  }
  if (found.length === 0) return { projectRoot };
  for (const [name] of await packagesIn(nodeModulesDir))
    found.push([name, `${RUNTIME_ROOT}/node_modules/${name}`]);
  const key = createHash('sha256').update(JSON.stringify(found)).digest('hex');
  const folders = made(scope);
  const linksDir = folders.get(key) ?? link(found, key, scope);
  folders.set(key, linksDir);
  return { linksDir: await linksDir, projectRoot };
}

/** A home folder's packages are no project's. */
const isOfProject = (folder: string): boolean =>
  ![homedir(), path.parse(folder).root].includes(path.dirname(folder));

/** The first package of a name counts. */
async function link(packages: [name: string, target: string][], key: string, scope: Scope): Promise<string> {
  const parent = await lambdaFolder(scope, 'links');
  const unfinished = await mkdtemp(path.join(parent, 'new-'));
  const known = new Set<string>();
  for (const [name, target] of packages) {
    if (known.has(name)) continue;
    known.add(name);
    await mkdir(path.dirname(path.join(unfinished, name)), { recursive: true });
    await symlink(target, path.join(unfinished, name));
  }
  const folder = path.join(parent, key);
  await moveInto(folder, unfinished).catch(() =>
    rm(unfinished, { recursive: true, force: true, maxRetries: 3 }),
  );
  return folder;
}

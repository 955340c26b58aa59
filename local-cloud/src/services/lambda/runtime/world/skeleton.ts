import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { bootstrapPath } from '../bootstrap-path.ts';
import { LINKS_ROOT, NODE, OPT_ROOT, PACKAGES_ROOT, PROJECT_ROOT, RUNTIME_ROOT, TASK_ROOT } from './paths.ts';

/** A folder or file of this machine, shown read-only at a path of the world. */
export interface Mount {
  readonly source: string;
  readonly target: string;
}

/** What of this machine's root is shown: programs and their settings. Home folders are not among it. */
const SYSTEM = ['bin', 'etc', 'gnu', 'lib', 'lib32', 'lib64', 'libx32', 'nix', 'sbin', 'usr'];
const DEVICES = ['full', 'null', 'random', 'tty', 'urandom', 'zero'];
const EMPTY = [TASK_ROOT, OPT_ROOT, PROJECT_ROOT, LINKS_ROOT, '/proc', '/tmp', '/var/tmp'];

/**
 * Makes the folder that becomes the root of a world: empty folders and files to mount on, links, and the runtime client.
 *
 * @param folder made
 * @param node the Node.js executable
 * @param nodeModulesDir a folder of packages, or of links to them: what /var/runtime/node_modules is on AWS
 * @returns what has to be mounted
 */
export async function makeSkeleton(folder: string, node: string, nodeModulesDir?: string): Promise<Mount[]> {
  const at = (name: string): string => path.join(folder, name);
  const mounts: Mount[] = [{ source: '/proc', target: '/proc' }];
  await Promise.all(EMPTY.map((name) => mkdir(at(name), { recursive: true })));
  for (const name of SYSTEM) {
    const source = path.join('/', name);
    const stats = await lstat(source).catch(() => undefined);
    if (stats?.isSymbolicLink()) await symlink(await readlink(source), at(name));
    else if (stats) mounts.push({ source, target: source });
  }
  for (const name of DEVICES) mounts.push({ source: `/dev/${name}`, target: `/dev/${name}` });
  mounts.push({ source: await realpath(node), target: NODE });
  // Shared libraries of Node.js, where it has them beside it.
  const lib = path.join(path.dirname(path.dirname(await realpath(node))), 'lib');
  if (!lib.startsWith('/usr/') && (await isFolder(lib)))
    mounts.push({ source: lib, target: '/var/lang/lib' });
  const resolver = await realpath('/etc/resolv.conf').catch(() => '/etc/resolv.conf');
  if (!resolver.startsWith('/etc/')) mounts.push({ source: resolver, target: resolver });
  await copyRuntime(at(RUNTIME_ROOT));
  mounts.push(...(await linkPackages(folder, nodeModulesDir)));
  for (const mount of mounts) await makeTarget(mount, at(mount.target));
  for (const [name, target] of [
    ['fd', ''],
    ['stdin', '/0'],
    ['stdout', '/1'],
    ['stderr', '/2'],
  ]) {
    await symlink(`/proc/self/fd${target}`, at(`dev/${name}`));
  }
  return mounts;
}

async function makeTarget({ source }: Mount, target: string): Promise<void> {
  // A mount follows a link, such as a project's node_modules may be.
  const folder = (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
  await mkdir(folder ? target : path.dirname(target), { recursive: true });
  if (!folder) await writeFile(target, '');
}

const isFolder = async (name: string): Promise<boolean> =>
  (await lstat(name).catch(() => undefined))?.isDirectory() ?? false;

/** A copy, because nothing can be mounted on a folder that has to hold `node_modules` as well. */
async function copyRuntime(target: string): Promise<void> {
  const source = path.dirname(bootstrapPath());
  await mkdir(target, { recursive: true });
  for (const name of await readdir(source)) await copyFile(path.join(source, name), path.join(target, name));
}

/** Packages keep their places towards each other, because they find each other by walking up the folders. */
async function linkPackages(folder: string, nodeModulesDir: string | undefined): Promise<Mount[]> {
  if (nodeModulesDir === undefined) return [];
  for (const [name, source] of await packagesIn(nodeModulesDir)) {
    for (const [root, target] of [
      [`${RUNTIME_ROOT}/node_modules`, `${PACKAGES_ROOT}${source}`],
      [LINKS_ROOT, `${RUNTIME_ROOT}/node_modules/${name}`],
    ] as const) {
      const link = path.join(folder, root, name);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(target, link);
    }
  }
  const places = await packagePlaces(nodeModulesDir);
  return places.map((source) => ({ source, target: `${PACKAGES_ROOT}${source}` }));
}

/** The folders that packages lie in, or that links to packages lead to, and those where these find others. */
export async function packagePlaces(nodeModulesDir: string): Promise<string[]> {
  const packages = await packagesIn(nodeModulesDir);
  const places = new Set(packages.map(([name, source]) => source.slice(0, -name.length - 1)));
  for (const place of [...places]) for (const above of await modulesAbove(place)) places.add(above);
  // One in another comes with it: a package may bring packages along.
  const isInner = (place: string) => [...places].some((other) => place.startsWith(`${other}${path.sep}`));
  return [...places].filter((place) => !isInner(place));
}

/** The folders named node_modules above a folder, the nearest first. */
export async function modulesAbove(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (let parent = path.dirname(folder); ; parent = path.dirname(parent)) {
    const modules = path.join(parent, 'node_modules');
    if (modules !== folder && (await isFolder(modules))) found.push(modules);
    if (parent === path.dirname(parent)) return found;
  }
}

/** @returns names of packages, scopes included, and where they are; what links lead to stands for the links */
export async function packagesIn(folder: string): Promise<[name: string, source: string][]> {
  const found: [string, string][] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const source = path.join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (!entry.name.startsWith('@')) found.push([entry.name, await targetOf(source)]);
    else {
      for (const name of await readdir(source)) {
        found.push([`${entry.name}/${name}`, await targetOf(path.join(source, name))]);
      }
    }
  }
  return found;
}

/** Absolute links are local-cloud's own; relative ones are part of how a package manager lays packages out. */
async function targetOf(source: string): Promise<string> {
  const target = await readlink(source).catch(() => source);
  return path.isAbsolute(target) ? target : source;
}

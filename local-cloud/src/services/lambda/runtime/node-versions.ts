import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { moveInto } from '../../../core/files.ts';

const run = promisify(execFile);

/** A Node.js that can run functions. */
export interface NodeVersion {
  readonly executable: string;
  /** `24.9.0` */
  readonly version: string;
}

export const OWN_NODE: NodeVersion = { executable: process.execPath, version: process.versions.node };

/** @returns the major that a runtime names, undefined for runtimes that are not Node.js */
export const majorOf = (runtime: string): string | undefined => /^nodejs(\d+)\.x$/.exec(runtime)?.[1];

/**
 * Finds a Node.js of a major on this machine: the one that runs this, the one that LOCAL_CLOUD_NODE_24 (and so on) names,
 * one that was installed before, or the newest of a version manager.
 */
export async function findNode(major: string): Promise<NodeVersion | undefined> {
  if (OWN_NODE.version.startsWith(`${major}.`)) return OWN_NODE;
  const named = process.env[`LOCAL_CLOUD_NODE_${major}`];
  if (named) return checked(named, major);
  const installed = await checked(executableIn(cacheFolder(major)), major);
  return installed ?? managed(major);
}

/** Installs a Node.js of a major from npm, the same way on every system. @throws Error that says why it could not be */
export async function installNode(major: string): Promise<NodeVersion> {
  const folder = cacheFolder(major);
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    // The package brings the executable of this system by an install script of its own.
    const options = ['--no-audit', '--no-fund', '--ignore-scripts=false', '--prefix', unfinished];
    await npm(['install', ...options, `node@${major}`]);
    const made = await checked(executableIn(unfinished), major);
    if (!made) throw new Error(`the npm package node@${major} brought no Node.js ${major} for this system`);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await moveInto(folder, unfinished);
    return { ...made, executable: executableIn(folder) };
  } finally {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Where what was installed is kept, by the custom of the system. */
function cacheFolder(major: string): string {
  const base =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'))
      : (process.env.XDG_CACHE_HOME ??
        path.join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache'));
  return path.join(base, 'local-cloud', 'node', major);
}

const executableIn = (folder: string): string =>
  path.join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Version managers: the folder of versions, and where in one of them the executable is. */
function managers(): [versions: string, executable: string][] {
  const home = homedir();
  const { env } = process;
  return [
    [path.join(env.NVM_DIR ?? path.join(home, '.nvm'), 'versions/node'), 'bin/node'],
    [path.join(env.FNM_DIR ?? path.join(home, '.local/share/fnm'), 'node-versions'), 'installation/bin/node'],
    [path.join(env.VOLTA_HOME ?? path.join(home, '.volta'), 'tools/image/node'), 'bin/node'],
    [path.join(env.ASDF_DATA_DIR ?? path.join(home, '.asdf'), 'installs/nodejs'), 'bin/node'],
    [path.join(env.MISE_DATA_DIR ?? path.join(home, '.local/share/mise'), 'installs/node'), 'bin/node'],
  ];
}

async function managed(major: string): Promise<NodeVersion | undefined> {
  for (const [versions, executable] of managers()) {
    const names = (await readdir(versions).catch(() => []))
      .filter((name) => name.replace(/^v/, '').startsWith(`${major}.`))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    for (const name of names) {
      const found = await checked(path.join(versions, name, executable), major);
      if (found) return found;
    }
  }
  return undefined;
}

/** @returns undefined for what is not there, does not run, or is another major */
async function checked(executable: string, major: string): Promise<NodeVersion | undefined> {
  if (!existsSync(executable)) return undefined;
  const { stdout } = await run(executable, ['--version']).catch(() => ({ stdout: '' }));
  const version = stdout.trim().replace(/^v/, '');
  return version.startsWith(`${major}.`) ? { executable, version } : undefined;
}

/** npm by its own file, so that no shell and no shim is needed. */
async function npm(args: string[]): Promise<void> {
  const beside = path.dirname(process.execPath);
  const places = [
    process.env.npm_execpath ?? '',
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const cli = places.find((place) => place.endsWith('npm-cli.js') && existsSync(place));
  if (!cli) throw new Error(`npm is not installed beside ${process.execPath}`);
  try {
    await run(process.execPath, [cli, ...args]);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(stderr?.trim().split('\n').slice(0, 3).join('\n') || message);
  }
}

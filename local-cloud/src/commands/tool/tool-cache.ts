import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { moveInto } from '../../core/files.ts';
import { CommandError } from '../command-error.ts';
import { type Tool, toolOf } from './find-tool.ts';
import { runNpm } from './npm.ts';

/** Exact versions by package name; the first is the tool. */
export type ToolPackages = Readonly<Record<string, string>>;

/** Without the packages' install scripts, which deploy tools do without. */
const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'];

/** Where the system keeps what can be fetched again; `LOCAL_CLOUD_CACHE` chooses another place. */
export function cacheFolder(environment = process.env): string {
  if (environment.LOCAL_CLOUD_CACHE) return environment.LOCAL_CLOUD_CACHE;
  if (process.platform === 'win32' && environment.LOCALAPPDATA)
    return path.join(environment.LOCALAPPDATA, 'local-cloud', 'cache');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'local-cloud');
  return path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'local-cloud');
}

const folderOf = (packages: ToolPackages): string =>
  path.join(
    cacheFolder(),
    'tools',
    Object.entries(packages)
      .map(([name, version]) => `${name}-${version}`)
      .join('+'),
  );

export function cachedTool(packages: ToolPackages): Tool | undefined {
  const [name = ''] = Object.keys(packages);
  const manifest = path.join(folderOf(packages), 'node_modules', name, 'package.json');
  return existsSync(manifest) ? toolOf(manifest)[0] : undefined;
}

/**
 * Installs packages into the cache; what is there is whole, however it ends. Their install scripts are not run.
 *
 * @throws CommandError with what npm said
 */
export async function fetchTool(packages: ToolPackages, signal: AbortSignal): Promise<Tool> {
  const target = folderOf(packages);
  await mkdir(path.dirname(target), { recursive: true });
  const scratch = await mkdtemp(`${target}-`);
  try {
    await writeFile(
      path.join(scratch, 'package.json'),
      JSON.stringify({ private: true, dependencies: packages }),
    );
    await runNpm(['install', ...FLAGS], {
      cwd: scratch,
      signal,
      failure: 'npm could not fetch the deploy tool.',
    });
    await moveInto(target, scratch).catch((error: NodeJS.ErrnoException) => {
      // Somebody else was first.
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
  const tool = cachedTool(packages);
  if (!tool) throw new CommandError(`npm installed no deploy tool into ${target}.`);
  return tool;
}

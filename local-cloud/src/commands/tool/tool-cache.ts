import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { CommandError } from '../command-error.ts';
import { type Tool, toolOf } from './find-tool.ts';

/** Exact versions by package name; the first is the tool. */
export type ToolPackages = Readonly<Record<string, string>>;

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
    await npmInstall(scratch, signal);
    await rename(scratch, target).catch((error: NodeJS.ErrnoException) => {
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

async function npmInstall(cwd: string, signal: AbortSignal): Promise<void> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'];
  const child = spawn(process.execPath, [npmCommand(), 'install', ...flags], {
    cwd,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new CommandError(`${output.trim()}\n\nnpm could not fetch the deploy tool.`);
}

/** npm's JavaScript file: the one that started this process, else the one beside this Node, else on the PATH. */
function npmCommand(): string {
  const { npm_execpath: running, PATH = '' } = process.env;
  const node = path.dirname(process.execPath);
  const places = [
    ...(running && path.basename(running).startsWith('np') ? [running] : []),
    path.join(node, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(node, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...PATH.split(path.delimiter).map((folder) => path.join(folder, 'npm')),
  ].filter(existsSync);
  const command = places.map((file) => realpathSync(file)).find((file) => /\.[cm]?js$/.test(file));
  if (!command)
    throw new CommandError('npm is not found beside Node or on the PATH, and fetches the deploy tool.');
  return command;
}

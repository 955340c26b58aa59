import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { npmCommand } from '../../scripts/tool-command.ts';
import { temporaryFolder } from './folders.ts';

const run = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

/** An empty project that has installed what would be published, and nothing else of ours. */
export interface Consumer {
  readonly folder: string;
  /** Writes a file of the project. */
  write(name: string, text: string): Promise<void>;
  /** Runs Node in the project. @returns what it printed @throws where it ends with another code than 0 */
  node(...args: string[]): Promise<string>;
  /** Checks the project's types. @returns what the compiler found wrong, empty where nothing is */
  typeErrors(options: Readonly<Record<string, unknown>>, ...files: string[]): Promise<string>;
  /** Makes a package of the checkout's node_modules one of the project's. */
  link(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** @param packages folders of packages in the checkout, e.g. `local-cloud`, and names of those of the registry */
export async function consumerOf(...packages: string[]): Promise<Consumer> {
  const scratch = temporaryFolder('consumer-');
  const folder = path.join(scratch, 'project');
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), '{ "name": "empty", "private": true }');
  const specifiers = [];
  for (const name of packages) {
    const ours = path.join(root, name);
    specifiers.push(existsSync(ours) ? await pack(ours, scratch) : name);
  }
  await npm(folder, 'install', '--prefer-offline', '--save-dev', ...specifiers);
  return {
    folder,
    write: (name, text) => writeFile(path.join(folder, name), text),
    node: async (...args) => (await run(process.execPath, args, { cwd: folder })).stdout,
    async typeErrors(options, ...files) {
      const compilerOptions = { strict: true, skipLibCheck: false, noEmit: true, types: [], ...options };
      await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
      return run(process.execPath, [tsc, '-p', folder]).then(
        ({ stdout }) => stdout,
        ({ stdout }: { stdout: string }) => stdout,
      );
    },
    link: (name) =>
      symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction'),
    remove: () => rm(scratch, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Packs a copy, because the build of a published package replaces files that other tests run. */
export async function pack(source: string, scratch: string): Promise<string> {
  const copy = path.join(scratch, path.basename(source));
  const unbuilt = (file: string) => !['node_modules', 'dist'].includes(path.basename(file));
  await cp(source, copy, { recursive: true, filter: unbuilt });
  const builder = path.join(source, 'build', 'package.mjs');
  if (existsSync(builder)) await run(process.execPath, [builder, path.join(copy, 'dist')]);
  const output = await npm(copy, 'pack', '--ignore-scripts', '--json', '--pack-destination', scratch);
  const [{ filename }] = JSON.parse(output) as [{ filename: string }];
  return path.join(scratch, filename);
}

async function npm(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(...npmCommand(...args), {
    cwd,
    env: { ...process.env, npm_config_ignore_scripts: 'true' },
  });
  return stdout;
}

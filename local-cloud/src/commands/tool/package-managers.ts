import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { textOf } from './configuration-files.ts';

interface Manager {
  /** Its command. */
  readonly name: string;
  /** What npm fetches it as; a file of the project's that Node runs, where it brings its own. */
  readonly package: string;
  readonly file?: string;
}

const COMMAND_ENDS = process.platform === 'win32' ? ['.cmd', '.exe', '.ps1', ''] : [''];

/**
 * Makes commands for the package manager of a project that is not on the PATH: plugins that pack a function's packages call
 * it (serverless-webpack, serverless-esbuild, serverless-layers), as do hooks. npm brings it, once somebody calls it.
 *
 * @param into a folder of this run
 * @param npm npm's JavaScript file
 * @returns the folder of the commands, for the PATH; undefined where none is needed
 */
export function packageManagerCommands(
  cwd: string,
  into: string,
  npm: () => string,
  commandPath = process.env.PATH ?? '',
): string | undefined {
  const manager = managerOf(cwd);
  if (manager === undefined || isOn(commandPath, manager.name)) return undefined;
  const folder = path.join(into, 'bin');
  const command = path.join(folder, manager.name);
  mkdirSync(folder, { recursive: true });
  const runs = manager.file
    ? [process.execPath, manager.file]
    : [process.execPath, npm(), 'exec', '--yes', `--package=${manager.package}`, '--', manager.name];
  const words = runs.map((word) => `"${word}"`).join(' ');
  const brought = manager.file ? "the project's own is run" : `npm runs ${manager.package}`;
  const note = `${manager.name} is not on the PATH: ${brought} for those that call it`;
  writeFileSync(command, `#!/bin/sh\necho "${note}" >> "$LOCAL_CLOUD_RUN/notes"\nexec ${words} "$@"\n`, {
    mode: 0o755,
  });
  writeFileSync(
    `${command}.cmd`,
    `@echo off\r\n>>"%LOCAL_CLOUD_RUN%\\notes" echo ${note}\r\n${words} %*\r\n`,
  );
  return folder;
}

/** By the nearest lockfile: yarn's or pnpm's. */
function managerOf(cwd: string): Manager | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const has = (name: string) => existsSync(path.join(folder, name));
    if (has('package-lock.json')) return undefined;
    if (has('yarn.lock')) return yarn(folder);
    if (has('pnpm-lock.yaml')) return pnpm(folder);
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** `"packageManager": "pnpm@9.1.0+sha512…"` */
const versionNamed = (folder: string, name: string): string | undefined =>
  new RegExp(`"packageManager"\\s*:\\s*"${name}@([\\w.-]+)`).exec(
    textOf(path.join(folder, 'package.json')),
  )?.[1];

function yarn(folder: string): Manager {
  const [, own] = /^yarnPath:\s*"?([^"\s]+)/m.exec(textOf(path.join(folder, '.yarnrc.yml'))) ?? [];
  const version = versionNamed(folder, 'yarn');
  const file = own && path.join(folder, own);
  // Since its second version npm knows it by another name.
  const isModern = textOf(path.join(folder, 'yarn.lock')).includes('__metadata:');
  const fetched = isModern ? `@yarnpkg/cli-dist@${version ?? '4'}` : `yarn@${version ?? '1.22.22'}`;
  return { name: 'yarn', package: fetched, ...(file && existsSync(file) ? { file } : {}) };
}

/** The last version that writes lockfiles of a format: newer ones would write the project's anew. */
const PNPM_BY_LOCKFILE: Readonly<Record<string, string>> = { 5: '7', 6: '8', 9: '9' };

function pnpm(folder: string): Manager {
  const [, format = '9'] =
    /^lockfileVersion:\s*'?(\d+)/m.exec(textOf(path.join(folder, 'pnpm-lock.yaml'))) ?? [];
  const version = versionNamed(folder, 'pnpm') ?? PNPM_BY_LOCKFILE[format] ?? '9';
  return { name: 'pnpm', package: `pnpm@${version}` };
}

const isOn = (commandPath: string, name: string): boolean =>
  commandPath
    .split(path.delimiter)
    .some((folder) => COMMAND_ENDS.some((end) => existsSync(path.join(folder, name + end))));

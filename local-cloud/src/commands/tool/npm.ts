import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.ts';

/** Runs npm in a folder. @throws CommandError with what it said, and `failure` */
export async function runNpm(
  args: readonly string[],
  { cwd, signal, failure }: { cwd: string; signal: AbortSignal; failure: string },
): Promise<void> {
  const child = spawn(process.execPath, [npmScript(), ...args], {
    cwd,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
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
  if (code !== 0) throw new CommandError(`${output.trim()}\n\n${failure}`);
}

/** npm's JavaScript file: the one that started this process, else the one beside this Node, else on the PATH. */
export function npmScript(): string {
  const { npm_execpath: running, PATH = '' } = process.env;
  const node = path.dirname(process.execPath);
  const places = [
    ...(running && /^np[mx]-cli\.js$/.test(path.basename(running))
      ? [path.join(path.dirname(running), 'npm-cli.js')]
      : []),
    path.join(node, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(node, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...PATH.split(path.delimiter).map((folder) => path.join(folder, 'npm')),
  ].filter((file) => existsSync(file));
  const command = places.map((file) => realpathSync(file)).find((file) => /\.[cm]?js$/.test(file));
  if (!command) throw new CommandError('npm is not found beside Node or on the PATH.');
  return command;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmScript } from '../local-cloud/src/commands/tool/npm.ts';

export type Command = [command: string, args: string[]];

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A tool that is installed in a project, run by this Node from its own JavaScript file: what npm puts into
 * `node_modules/.bin` is a shell script on some systems.
 *
 * @param name the command's, or a package's that has one command
 * @param folder the project's
 */
export function toolCommand(name: string, args: readonly string[], folder = root): Command {
  const home = path.join(folder, 'node_modules', { sls: 'serverless' }[name] ?? name);
  const { bin } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0] ?? '');
  return [process.execPath, [path.join(home, file), ...args]];
}

/** npm, as it runs this process, else as it lies beside this Node. */
export const npmCommand = (...args: string[]): Command => [process.execPath, [npmScript(), ...args]];

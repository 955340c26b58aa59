import { createRequire } from 'node:module';
import path from 'node:path';
import { CommandError } from '../command-error.ts';

/** A deploy tool: a JavaScript file that Node runs. */
export interface Tool {
  readonly script: string;
}

/** The Serverless Framework that a project has installed. @throws CommandError where it has none */
export function findTool(cwd: string): Tool {
  const { resolve } = createRequire(path.join(cwd, 'package.json'));
  for (const name of ['serverless', 'osls']) {
    try {
      return { script: path.join(path.dirname(resolve(`${name}/package.json`)), 'bin', 'serverless.js') };
    } catch {
      // Not installed under this name.
    }
  }
  throw new CommandError(
    `The Serverless Framework is not installed in ${cwd}. Run npm ci, or npm install osls.`,
  );
}

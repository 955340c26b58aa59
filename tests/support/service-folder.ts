import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolCommand } from '../../scripts/tool-command.ts';
import { temporaryFolder } from './folders.ts';
import { type Program, startProgram } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A Serverless Framework service in a temporary folder, with the packages that are installed here. */
export interface ServiceFolder {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Runs `sls` in it; an environment variable that is undefined is taken away. */
  sls(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Program;
  remove(): void;
}

/** @param fixture folder below tests/fixtures to begin with; without it the service is empty */
export function serviceFolder(fixture?: string): ServiceFolder {
  const outer = temporaryFolder('service-');
  const folder = path.join(outer, 'service');
  mkdirSync(folder);
  // Beside the service, not in it, where the deploy tool would pack it.
  symlinkSync(path.join(root, 'node_modules'), path.join(outer, 'node_modules'), 'junction');
  if (fixture) {
    cpSync(path.join(root, 'tests', 'fixtures', fixture), folder, {
      recursive: true,
      filter: (source) => path.basename(source) !== '.serverless',
    });
  }
  return {
    folder,
    write(file, text) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    },
    sls: (args, environment) => startProgram(...toolCommand('sls', args), { cwd: folder, environment }),
    remove: () => rmSync(outer, { recursive: true, force: true, maxRetries: 5 }),
  };
}

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { composeFile, serviceFile } from './tool/configuration-files.ts';

/** What a running endpoint tells of itself. */
interface Told {
  readonly pid: number;
  /** The folder of the project that it serves. */
  readonly project?: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly startedAt: string;
}

/** A running endpoint of this user's. */
export interface Running extends Told {
  /** Whether it serves the project around a folder. */
  readonly isOfProject: boolean;
}

/**
 * Tells the tools of a project where its endpoint runs: `~/.local-cloud/endpoints/PID.json` holds
 * `{"pid","project","url","startedAt"}` for as long as the process lives, and `~/.local-cloud/running/PID.json` the same of
 * every endpoint, also one that is no project's. Not in the project's own folder, which deploy
 * tools pack as it is. A process that was killed leaves its file behind, so a reader looks whether there is one of that
 * pid. What has no right to write there tells nobody.
 *
 * @param url of the endpoint, without a slash at its end
 * @returns takes the files away
 */
export function tellOfEndpoint(cwd: string, url: string): () => void {
  const project = projectFolder(realpathSync(cwd));
  const told: Told = { pid: process.pid, project, url, startedAt: new Date().toISOString() };
  try {
    // Throws for a user whom the system does not know, as containers may have.
    const files = [...(project === undefined ? [] : ['endpoints']), 'running'].map((name) =>
      tell(name, told),
    );
    return () => {
      for (const file of files) rmSync(file, { force: true });
    };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return () => {};
  }
}

function tell(name: string, told: Told): string {
  const folder = path.join(homedir(), '.local-cloud', name);
  const file = path.join(folder, `${told.pid}.json`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(folder))
    if (!isAlive(left)) rmSync(path.join(folder, left), { force: true });
  writeFileSync(file, `${JSON.stringify(told)}\n`);
  return file;
}

/** The endpoints that run for this user, the newest first. */
export function runningEndpoints(cwd: string): Running[] {
  try {
    const folder = path.join(homedir(), '.local-cloud', 'running');
    const here = realpathSync(cwd);
    return readdirSync(folder)
      .filter(isAlive)
      .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Told)
      .map((told) => ({ ...told, isOfProject: told.project !== undefined && isWithin(told.project, here) }))
      .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  } catch {
    // There is none, one goes or comes this very moment, or the user has no home.
    return [];
  }
}

function isWithin(project: string, folder: string): boolean {
  const relative = path.relative(project, folder);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

/** The folder of the composition that a service belongs to, or the service's own. */
function projectFolder(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (composeFile(folder)) return folder;
    if (folder === path.dirname(folder)) break;
  }
  return serviceFile(cwd) || existsSync(path.join(cwd, 'package.json')) ? cwd : undefined;
}

function isAlive(name: string): boolean {
  const pid = Number(/^(\d+)\.json$/.exec(name)?.[1]);
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return errorCode(error) === 'EPERM';
  }
}

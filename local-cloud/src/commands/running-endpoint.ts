import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { composeFile, serviceFile } from './tool/configuration-files.ts';

/**
 * Tells the tools of a project where its endpoint runs: `~/.local-cloud/endpoints/PID.json` holds
 * `{"pid","project","url","startedAt"}` for as long as the process lives. Not in the project's own folder, which deploy
 * tools pack as it is. A process that was killed leaves its file behind, so a reader looks whether there is one of that
 * pid. What has no project around it, or no right to write there, tells nobody.
 *
 * @param url of the endpoint, without a slash at its end
 * @returns takes the file away
 */
export function tellOfEndpoint(cwd: string, url: string): () => void {
  const project = projectFolder(realpathSync(cwd));
  if (project === undefined) return () => {};
  const { pid } = process;
  try {
    // Throws for a user whom the system does not know, as containers may have.
    const folder = path.join(homedir(), '.local-cloud', 'endpoints');
    const file = path.join(folder, `${pid}.json`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const left of readdirSync(folder))
      if (!isAlive(left)) rmSync(path.join(folder, left), { force: true });
    writeFileSync(file, `${JSON.stringify({ pid, project, url, startedAt: new Date().toISOString() })}\n`);
    return () => rmSync(file, { force: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return () => {};
  }
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

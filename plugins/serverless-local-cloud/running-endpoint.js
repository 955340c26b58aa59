const { readdirSync, readFileSync, realpathSync } = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');

/**
 * The endpoint that `local-cloud start` or `local-cloud up` runs for the project a folder is in, the newest where there
 * are several. They tell of themselves in `~/.local-cloud/endpoints/PID.json`.
 *
 * @param {string} folder
 * @returns {string | undefined} a URL without a slash at its end
 */
function runningEndpoint(folder) {
  const real = realpathSync(folder);
  const [newest] = endpoints()
    .filter(({ pid, project }) => isWithin(project, real) && isAlive(pid))
    .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  return newest?.url;
}

/** @returns {{ pid: number, project: string, url: string, startedAt: string }[]} */
function endpoints() {
  try {
    const folder = path.join(homedir(), '.local-cloud', 'endpoints');
    return readdirSync(folder).map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  } catch {
    // There is none, one goes or comes this very moment, or the user has no home.
    return [];
  }
}

/**
 * @param {string} project
 * @param {string} folder
 */
function isWithin(project, folder) {
  const relative = path.relative(project, folder);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It lives, and is another user's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

module.exports = { runningEndpoint };

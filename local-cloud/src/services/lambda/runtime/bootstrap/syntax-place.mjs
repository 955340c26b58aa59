import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** As many files as are looked through for one that does not parse. */
const MAX_FILES = 50;
/** `/var/task/index.js:3`, the line itself, and a caret below the place in it: how Node begins its word of a syntax error. */
const PLACE = /^(\S.*?):(\d+)\n(?:.*\n)??( *)\^+/;

/**
 * Where a syntax error is. Node says so of CommonJS alone: of ES modules only to a process that ends with it, so those are
 * parsed in one.
 *
 * @param {SyntaxError} error
 * @param {string | undefined} file the first that was loaded
 * @returns {string | undefined} `/var/task/index.js:3:13`
 */
export function syntaxPlace(error, file) {
  const said = placeIn(error.stack ?? '');
  if (said !== undefined || file === undefined) return said;
  const files = new Set([file]);
  // A set is walked to its end, whatever is added on the way.
  for (const each of files) {
    if (files.size > MAX_FILES) return undefined;
    const { stderr } = spawnSync(process.execPath, ['--check', each], { encoding: 'utf8', env: {} });
    const place = placeIn(stderr);
    if (place !== undefined) return place;
    for (const [, imported = ''] of readFileSync(each, 'utf8').matchAll(
      /\b(?:from|import)\s*['"](\.[^'"]+)['"]/g,
    )) {
      const next = path.resolve(path.dirname(each), imported);
      if (existsSync(next)) files.add(next);
    }
  }
  return undefined;
}

/** @param {string} text */
function placeIn(text) {
  const [, file, line, before] = PLACE.exec(text) ?? [];
  if (file === undefined || before === undefined) return undefined;
  return `${file.startsWith('file:') ? fileURLToPath(file) : file}:${line}:${before.length + 1}`;
}

'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** @type {Set<string>} */
const noted = new Set();

/**
 * Tells `local-cloud up` something that its user should read: one line, once.
 *
 * @param {string} line
 */
function note(line) {
  if (noted.has(line)) return;
  noted.add(line);
  const run = process.env.LOCAL_CLOUD_RUN;
  if (run === undefined)
    throw new Error('This is loaded by local-cloud up alone, which sets LOCAL_CLOUD_RUN.');
  fs.appendFileSync(path.join(run, 'notes'), `${line}\n`);
}

module.exports = { note };

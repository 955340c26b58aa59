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
  fs.appendFileSync(path.join(process.env.LOCAL_CLOUD_RUN ?? '', 'notes'), `${line}\n`);
}

module.exports = { note };

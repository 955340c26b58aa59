'use strict';
/** Records which files of the project its configuration is made of: all that are read before a command runs. */
const fs = require('node:fs');
const path = require('node:path');

/** @type {Set<string>} */
const read = new Set();
let open = true;

/** @param {unknown} file */
function note(file) {
  if (open && typeof file === 'string' && isOfProject(path.resolve(file))) read.add(path.resolve(file));
}

/** @param {string} file */
const isOfProject = (file) =>
  [process.env.LOCAL_CLOUD_PROJECT ?? '', process.cwd()].some((folder) =>
    file.startsWith(folder + path.sep),
  ) &&
  !/[\\/](node_modules|\.serverless|\.git)[\\/]/.test(file) &&
  !file.startsWith(path.dirname(__dirname) + path.sep);

for (const [owner, name] of /** @type {[any, string][]} */ ([
  [fs, 'readFileSync'],
  [fs, 'readFile'],
  [fs.promises, 'readFile'],
])) {
  const original = owner[name];
  owner[name] = function (/** @type {unknown[]} */ ...args) {
    note(args[0]);
    return original.apply(this, args);
  };
}

/** The command begins: what is read from here on is no configuration. */
function endOfConfiguration() {
  open = false;
}

/** @returns {string[]} absolute paths, with the project's modules that configuration is written in */
function configurationFiles() {
  const modules = Object.keys(require.cache).filter(isOfProject);
  return [...new Set([...read, ...modules])];
}

module.exports = { configurationFiles, endOfConfiguration };

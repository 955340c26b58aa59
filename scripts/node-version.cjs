/**
 * Run before every npm script: ends with one line on a Node older than package.json's `engines` ask for, in the language
 * of those. Without it the first option or module that such a Node does not know is all that is told.
 *
 * `node scripts/node-version.cjs FILE …` goes on with a program, in this process, so that a signal to npm reaches it: a
 * shell that runs two commands keeps it to itself.
 */
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { engines } = require('../package.json');

const needed = engines.node.replace(/[^\d.]/g, '').replace(/\.0$/, '');
const [major = 0, minor = 0] = needed.split('.').map(Number);
const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
const [, , program] = process.argv;
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(
    `This project needs Node ${needed} or newer; this is ${process.version}. See https://nodejs.org`,
  );
  process.exit(1);
} else if (program !== undefined) {
  process.argv.splice(1, 1);
  process.argv[1] = path.resolve(program);
  const url = pathToFileURL(process.argv[1]).href;
  // tsx makes Node read TypeScript.
  const typescript = program.endsWith('.ts') && import('tsx/esm/api').then(({ register }) => register());
  Promise.resolve(typescript).then(() => import(url));
}

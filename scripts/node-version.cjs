/**
 * Run before every npm script: ends with one line on a Node older than package.json's `engines` ask for, in the language
 * of those. Without it the first option or module that such a Node does not know is all that is told.
 */
const { engines } = require('../package.json');

const [, needed = '0.0'] = /(\d+\.\d+)/.exec(engines.node) ?? [];
const [major = 0, minor = 0] = needed.split('.').map(Number);
const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(
    `This project needs Node ${needed} or newer; this is ${process.version}. See https://nodejs.org`,
  );
  process.exit(1);
}

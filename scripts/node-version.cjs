/**
 * Run before every npm script: ends with one line on a Node older than package.json's `engines` ask for, in the language
 * of those. Without it the first option or module that such a Node does not know is all that is told.
 */
const { engines } = require('../package.json');

const [, needed] = /(\d+\.\d+)/.exec(engines.node);
const [major, minor] = needed.split('.').map(Number);
const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(
    `This project needs Node ${needed} or newer; this is ${process.version}. See https://nodejs.org`,
  );
  process.exit(1);
}

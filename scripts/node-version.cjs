/**
 * Run before every npm script: ends with one line on a Node that package.json's `engines` don't name, in the language
 * of those. Without it the first option or module that such a Node does not know is all that is told.
 *
 * `node scripts/node-version.cjs FILE …` goes on with a program, in this process, so that a signal to npm reaches it: a
 * shell that runs two commands keeps it to itself.
 */
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { engines } = require('../package.json');

const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
/** `^20.19.0 || >=24`, the two forms that `engines` here is written in. */
const ranges = engines.node.split('||').map((/** @type {string} */ range) => {
  const [, kind, major, minor = 0] = /(\^|>=)(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  return { onward: kind === '>=', major: Number(major), minor: Number(minor) };
});
const fits = ranges.some(
  (/** @type {{ onward: boolean, major: number, minor: number }} */ { onward, major, minor }) =>
    (ownMajor === major && ownMinor >= minor) || (onward && ownMajor > major),
);
const [, , program] = process.argv;
if (!fits) {
  const named = ranges.map(
    (/** @type {{ major: number, minor: number }} */ { major, minor }) =>
      `${major}${minor ? `.${minor}` : ''}+`,
  );
  console.error(
    `This project needs Node ${named.join(', ').replace(/, ([^,]*)$/, ' or $1')}; this is ${process.version}. See https://nodejs.org`,
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

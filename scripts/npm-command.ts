/**
 * A program and its arguments that run npm. Run by npm, this process knows where npm's own program is; its name alone is a
 * shell script's on some systems.
 */
export function npmCommand(...args: string[]): [command: string, args: string[]] {
  const { npm_execpath: npm } = process.env;
  return npm ? [process.execPath, [npm, ...args]] : ['npm', args];
}

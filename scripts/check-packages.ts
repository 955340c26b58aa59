/**
 * `npm run check:packages`: publishes every package that is not private, but for the last step, and says what npm and
 * publint would have said to a release.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Message, publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { publishable, strayPlaces } from './release/packages.ts';
import { npmCommand } from './tool-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** A release is logged in; whoever checks is not. */
const EXPECTED = /^npm warn publish This command requires you to be logged in/;

for (const folder of publishable(root)) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  // This repository's npm runs no scripts unasked, not even a package's own before it is packed.
  await npm(folder, 'run', 'build', '--if-present');
  const problems = [...strayPlaces(root, folder), ...(await dryRun(folder)), ...(await lint(folder))];
  process.stdout.write(`${manifest.name}@${manifest.version}: ${summary(problems)}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

function summary(problems: string[]): string {
  return problems.length === 0 ? 'can be published' : ['', ...problems].join('\n  ');
}

async function dryRun(folder: string): Promise<string[]> {
  const { stderr } = await npm(folder, 'publish', '--dry-run').catch((error: { stderr: string }) => error);
  return stderr.split('\n').filter((line) => /^npm (warn|error)/i.test(line) && !EXPECTED.test(line));
}

function npm(cwd: string, ...args: string[]): Promise<{ stderr: string }> {
  return promisify(execFile)(...npmCommand(...args), { cwd });
}

async function lint(pkgDir: string): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir, pack: 'npm', strict: true });
  return messages
    .filter((message) => !isOfSdk(message))
    .map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}

/** The packages of the SDK for functions are linked into a node_modules folder before anyone imports them. */
function isOfSdk({ code, args }: Message): boolean {
  return code === 'NESTED_PACKAGE_JSON_FIELD_IGNORED' && args.filePath.startsWith('./dist/sdk/');
}

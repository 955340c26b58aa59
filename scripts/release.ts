/**
 * `npm run release -- 0.3.0`: gives the repository and what it publishes a version, and what is unreleased in the
 * changelog its heading. `--check` is the workflow's: it compares a version with what is there, and prints its notes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cut, notesOf } from './release/changelog.ts';
import { VERSIONED, versions } from './release/packages.ts';
import { npmCommand } from './tool-command.ts';

/** https://semver.org without build metadata, which npm drops. */
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const HELP = `Usage: npm run release -- <version> [--check]

Sets the version of what is published, and gives the changelog's "Unreleased" a heading. docs/releasing.md tells the rest.
  --check         change nothing: fail unless all is set to that version, and print the changelog's section
  --root <path>   the repository (default: this one)
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
    help: { type: 'boolean', short: 'h' },
  },
});
const [version = '', ...rest] = positionals;
const changelog = path.join(values.root, 'CHANGELOG.md');
if (values.help) process.stdout.write(HELP);
else if (!VERSION.test(version) || rest.length > 0)
  fail(`"${positionals.join(' ')}" is no version.\n\n${HELP}`, 2);
else if (values.check) check();
else release();

function check(): void {
  const others = Object.entries(versions(values.root)).filter(([, found]) => found !== version);
  const notes = notesOf(readFileSync(changelog, 'utf8'), version);
  const problems = others.map(([file, found]) => `${file} has version ${found}, not ${version}`);
  if (!notes) problems.push(`CHANGELOG.md says nothing of ${version}`);
  if (problems.length > 0) fail(problems.join('\n'), 1);
  else process.stdout.write(`${notes}\n`);
}

function release(): void {
  const date = new Date().toISOString().slice(0, 10);
  let dated: string;
  try {
    dated = cut(readFileSync(changelog, 'utf8'), version, date);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error), 1);
    return;
  }
  writeFileSync(changelog, dated);
  for (const file of VERSIONED) setVersion(path.join(values.root, file));
  execFileSync(...npmCommand('install', '--package-lock-only', '--ignore-scripts'), { cwd: values.root });
  process.stdout.write(
    `Version ${version} is set. Next:\n  git commit -am 'Release ${version}' && git tag v${version}\n  git push origin main v${version}\n`,
  );
}

/** In the text, so that nothing else of the manifest changes. */
function setVersion(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^( {2}"version": )"[^"]*"/m, `$1"${version}"`));
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

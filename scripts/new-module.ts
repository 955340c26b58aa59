/**
 * `npm run new:module -- nome`: a module like modulo1 under another name, with its place in the workspaces, in compose
 * and in the integration suite.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { npmCommand } from './tool-command.ts';

const MODEL = 'modulo1';
/** What a service, an npm package, a folder and a DynamoDB table may all be called. */
const NAME = /^[a-z][a-z0-9-]{1,29}$/;
/** Made by tools in the model's folder, or its dependencies: none of it is the module. */
const NOT_SOURCE = new Set(['node_modules', '.serverless', '.esbuild', '.build', '.local-cloud', 'coverage']);

const root = fileURLToPath(new URL('..', import.meta.url));
const HELP = `Usage: npm run new:module -- <name> [--no-install]

Makes a module like ${MODEL} in a folder of that name and adds it to package.json, serverless-compose.yml and tests/.
A name has 2 to 30 lower-case letters, digits and hyphens, and begins with a letter.
  --no-install   leave npm install to you
`;

const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const [name, ...rest] = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
if (options.includes('--help') || options.includes('-h')) {
  process.stdout.write(HELP);
} else if (name === undefined || rest.length > 0 || !NAME.test(name)) {
  fail(
    `${name === undefined ? 'The name is missing.' : `"${[name, ...rest].join(' ')}" can't be a module's name.`}\n\n${HELP}`,
    2,
  );
} else if (existsSync(path.join(root, name))) {
  fail(`${name} exists already.`, 1);
} else {
  await make(name);
}

async function make(module: string): Promise<void> {
  await copyTree(path.join(root, MODEL), path.join(root, module), module);
  await copyFile(
    path.join(root, 'tests', `${MODEL}.test.ts`),
    path.join(root, 'tests', `${module}.test.ts`),
    module,
  );
  addWorkspace(module);
  addToCompose(module);
  format(module);
  if (!options.includes('--no-install')) install();
  process.stdout.write(`${module} is there: edit ${module}/src, then npm start, or npm test -- ${module}.\n`);
}

/** A name of another length breaks lines elsewhere. */
function format(module: string): void {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const args = [biome, 'check', '--write', module, `tests/${module}.test.ts`];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`The new files could not be formatted:\n${stderr}`);
}

/** Brings package-lock.json and node_modules up to the new workspace. */
function install(): void {
  const installed = spawnSync(...npmCommand('install'), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (installed.status !== 0) fail(`npm install failed; run it again by hand:\n${installed.stderr}`, 1);
}

async function copyTree(from: string, to: string, module: string): Promise<void> {
  for (const entry of readdirSync(from)) {
    if (NOT_SOURCE.has(entry)) continue;
    const source = path.join(from, entry);
    const target = path.join(to, entry.replaceAll(MODEL, module));
    if (statSync(source).isDirectory()) await copyTree(source, target, module);
    else await copyFile(source, target, module);
  }
}

async function copyFile(from: string, to: string, module: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  const text = readFileSync(from, 'utf8');
  // A member with a hyphen in its name wants quotes; the formatter takes off those that nobody needs.
  const quoted = from.endsWith('.ts') ? text.replaceAll(/\b(modulo1Id)(?=:)/g, "'$1'") : text;
  writeFileSync(to, quoted.replaceAll(MODEL, module));
}

function addWorkspace(module: string): void {
  const file = path.join(root, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { workspaces: string[] };
  manifest.workspaces.push(module);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

function addToCompose(module: string): void {
  const file = path.join(root, 'serverless-compose.yml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['services', module], document.createNode({ path: module }));
  writeFileSync(file, document.toString());
}

function fail(message: string, code: number): never {
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exit(code);
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.ts';
import { sourceFiles } from '../source-routes/source-files.ts';
import { configurationText, textOf } from './configuration-files.ts';
import { runNpm } from './npm.ts';

/** `handler: dist/main.handler`, in any format, where it is written out. */
const HANDLER = /handler['"]?\s*:\s*['"`]?([\w@-][\w./@-]*)\.[\w$]+['"`]?\s*(?:[,}#]|$)/gm;
const EXTENSIONS = ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'py', 'rb'];

/** What may stand before `sls deploy` in a script of the project's own and makes its code. */
const MAKES = /^(npm run|yarn|pnpm|npx (?!sls|serverless)|nest|tsc|rimraf|webpack|esbuild|tsup|swc)\b/;

const DEPLOYS = /\b(sls|serverless)\b/;
/** A build script that also deploys, or starts something that does not end. */
const GOES_ON = /\b(sls|serverless|start|offline|deploy|dev)\b|--watch\b/;

/** How many lines of what a build said are shown where it does not end what comes after it. */
const SHOWN = 8;

export interface BuildOptions {
  readonly progress: (title: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Builds a project whose functions are in a folder that its own scripts make (`dist/main.handler`) and that is not there
 * yet, as its owner would before deploying.
 *
 * @throws CommandError with what the build said, where it fails and makes nothing
 */
export async function buildIfMissing(cwd: string, { progress, signal }: BuildOptions): Promise<void> {
  const said = configurationText(cwd).replace(/^\s*(#|\/\/).*$/gm, '');
  const isThere = (file: string) =>
    EXTENSIONS.some((extension) => existsSync(path.join(cwd, `${file}.${extension}`)));
  const handler = [...said.matchAll(HANDLER)].map(([, file]) => file ?? '').find((file) => !isThere(file));
  const steps = buildSteps(cwd);
  const missing = handler ?? (steps.length > 0 ? missingImport(cwd) : undefined);
  if (missing === undefined) return;
  for (const step of steps) {
    progress(`Building ${path.basename(cwd)} with "${step}", as ${missing} is not there yet`);
    try {
      await runStep(step, cwd, signal);
    } catch (error) {
      // TypeScript writes its files whatever errors it finds in types; the next run would find them there, and deploy them.
      if (!(error instanceof CommandError) || !isThere(missing)) throw error;
      progress(`${lastLines(error.message)}\nIt made ${missing} all the same: going on with that`);
    }
  }
  if (steps.length > 0 && !isThere(missing))
    progress(
      `That made no ${missing}, which ${handler ? 'a handler is said to be in' : 'code imports'}: going on without`,
    );
}

/** `from '../dist/routes'`: a file in a folder that builds make. */
const IMPORTS_BUILT =
  /(?:from|require\(|import\()\s*['"](\.[^'"]*\/(?:dist|build|out|generated)\/[^'"]+)['"]/g;

/** What sources import of the project's own that only its build makes, such as routes that tsoa generates; relative to `cwd`. */
function missingImport(cwd: string): string | undefined {
  for (const [file, text] of sourceFiles(cwd)) {
    for (const [, specifier = ''] of text.matchAll(IMPORTS_BUILT)) {
      const place = path.resolve(path.dirname(file), specifier);
      const ends = ['', ...EXTENSIONS.map((extension) => `.${extension}`)];
      if (!ends.some((end) => existsSync(place + end))) return path.relative(cwd, place);
    }
  }
  return undefined;
}

/** Whether a project's own scripts make its code. */
export const hasBuild = (cwd: string): boolean => buildSteps(cwd).length > 0;

/** Builds a project as its owner would. @throws CommandError with what the build said */
export async function build(cwd: string, signal: AbortSignal): Promise<void> {
  for (const step of buildSteps(cwd)) await runStep(step, cwd, signal);
}

async function runStep(step: string, cwd: string, signal: AbortSignal): Promise<void> {
  const script = scriptOf(step, cwd);
  // npm has the packages' commands on the PATH; an npx within it would take over its settings.
  const args = script ? ['run', script] : ['exec', '-c', step.replace(/^npx (-\S+ )*/, '')];
  await runNpm(args, { cwd, signal, failure: `The project's own build failed (${step}).` });
}

const lastLines = (text: string): string => text.split('\n').filter(Boolean).slice(-SHOWN).join('\n');

/** The steps of a script before the first that does more than build; none where there is no such step. */
function stepsBefore(script: string, more: RegExp): string[] {
  const steps = script.split('&&').map((step) => step.trim());
  const end = steps.findIndex((step) => more.test(step));
  return steps.slice(0, Math.max(0, end));
}

function scriptsOf(cwd: string): Record<string, string> {
  const { scripts = {} } = JSON.parse(textOf(path.join(cwd, 'package.json')) || '{}') as {
    scripts?: Record<string, string>;
  };
  return scripts;
}

/**
 * The script that a step runs and that npm runs as well, so that yarn and pnpm need not be on the PATH; none where
 * packages are in yarn's Plug'n'Play, which npm does not know.
 */
function scriptOf(step: string, cwd: string): string | undefined {
  const [, by, name = ''] = /^(npm run|(?:yarn|pnpm)(?: run)?) ([\w:.-]+)$/.exec(step) ?? [];
  if (by === 'npm run') return name;
  return scriptsOf(cwd)[name] === undefined || existsSync(path.join(cwd, '.pnp.cjs')) ? undefined : name;
}

/** What the project's own `deploy` script does before deploying, else its build scripts, else what its tsconfig says. */
function buildSteps(cwd: string): string[] {
  const scripts = scriptsOf(cwd);
  for (const [name, script] of Object.entries(scripts)) {
    const before = name.startsWith('deploy')
      ? stepsBefore(script, DEPLOYS).filter((step) => MAKES.test(step))
      : [];
    if (before.length > 0) return before;
  }
  const one = ['build', 'compile', 'transpile', 'bundle', 'tsc'].find((name) => scripts[name] !== undefined);
  if (one)
    return GOES_ON.test(scripts[one] ?? '') ? stepsBefore(scripts[one] ?? '', GOES_ON) : [`npm run ${one}`];
  const several = Object.keys(scripts).filter((name) => /^build:/.test(name));
  if (several.length > 0) return several.map((name) => `npm run ${name}`);
  const compiles = ['tsconfig.json', 'node_modules/typescript'].every((file) =>
    existsSync(path.join(cwd, file)),
  );
  return compiles ? ['tsc -p .'] : [];
}

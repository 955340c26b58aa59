import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from 'yaml';
import { CommandError } from '../command-error.ts';
import { composeFile, serviceFile, textOf } from './configuration-files.ts';
import { installedTools, wantsLogin } from './find-tool.ts';

/** A folder that a deploy tool is run in. */
export interface Service {
  readonly folder: string;
  /** Parameters for it; `${name.Output}` in a value stands for an output of an earlier service's stack. */
  readonly params: Readonly<Record<string, string>>;
  /** Its name in a composition. */
  readonly name?: string;
}

interface Composed {
  readonly path?: string;
  readonly dependsOn?: string | readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Folders that hold no services of a project's own. */
const NOT_SEARCHED = /^(node_modules|dist|build|coverage|cdk\.out|\..*)$/;
const DEPTH = 3;

/**
 * What to deploy, in order: the service or composition in a folder, else every service below it, which is how
 * workspaces of npm, pnpm and yarn have them.
 *
 * @throws CommandError where there is none, or where services wait for each other
 */
export function servicesOf(cwd: string): Service[] {
  const composition = composeFile(cwd);
  if (composition) {
    if (hasComposeTool(cwd) || !/\.(ya?ml|json)$/.test(composition)) return [{ folder: cwd, params: {} }];
    return composed(cwd, composition);
  }
  if (serviceFile(cwd)) return [{ folder: cwd, params: {} }];
  const found = below(cwd, DEPTH);
  if (found.length > 0) return found.map((folder) => ({ folder, params: {} }));
  throw new CommandError(
    `There is no serverless-compose.yml or serverless.yml in ${cwd}. Run this in a project's folder.`,
  );
}

/** Whether a deploy tool is installed here that may be run, with the package by which just that tool composes. */
function hasComposeTool(cwd: string): boolean {
  const { resolve } = createRequire(path.join(cwd, 'package.json'));
  return installedTools(cwd)
    .filter((tool) => !wantsLogin(tool))
    .slice(0, 1)
    .map(({ name }) => `@${name}/compose`)
    .some((name) =>
      resolve.paths(name)?.some((folder) => existsSync(path.join(folder, name, 'package.json'))),
    );
}

function below(folder: string, depth: number): string[] {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_SEARCHED.test(entry.name))
    .map(({ name }) => path.join(folder, name))
    .sort();
  return folders.flatMap((each) => (serviceFile(each) ? [each] : depth > 1 ? below(each, depth - 1) : []));
}

function composed(cwd: string, file: string): Service[] {
  const { services = {} } = (parse(textOf(file)) ?? {}) as { services?: Record<string, Composed> };
  const done = new Set<string>();
  const result: Service[] = [];
  while (result.length < Object.keys(services).length) {
    const ready = Object.entries(services).find(
      ([name, service]) =>
        !done.has(name) && needs(service).every((other) => done.has(other) || !services[other]),
    );
    if (!ready) throw new CommandError(`The services in ${file} wait for each other.`);
    const [name, { path: place = name, params = {} }] = ready;
    done.add(name);
    const texts = Object.entries(params).map(([key, value]) => [key, String(value)]);
    result.push({ name, folder: path.resolve(cwd, place), params: Object.fromEntries(texts) });
  }
  return result;
}

/** The services that one waits for: those it names, and those whose outputs it takes. */
const needs = ({ dependsOn = [], params = {} }: Composed): string[] => [
  ...[dependsOn].flat(),
  ...Object.values(params).flatMap((value) =>
    [...String(value).matchAll(OUTPUT)].map(([, name]) => name ?? ''),
  ),
];

/** `${service.Output}` */
const OUTPUT = /\$\{([\w-]+)\.([\w-]+)\}/g;

/** Parameters with the outputs of earlier services in place; one that tells of what was skipped is no output, and looks the part. */
export function filledParams(
  params: Service['params'],
  outputOf: (service: string, output: string) => string | undefined,
): Record<string, string> {
  const filled = Object.entries(params).map(([key, value]) => [
    key,
    value.replace(
      OUTPUT,
      (_, service: string, output: string) =>
        outputOf(service, output) ??
        (/arn$/i.test(output) ? `arn:aws:unknown:us-east-1:000000000000:${output}` : output),
    ),
  ]);
  return Object.fromEntries(filled);
}

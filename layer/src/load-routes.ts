import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Router } from 'express';

/** In Lambda's own order for handlers. */
const EXTENSIONS = ['.js', '.mjs', '.cjs'];
/** A bundler keeps the folder that the source was in. */
const FOLDERS = ['.', 'src'];
const WANTED = 'export an Express Router from it, as "routes" or by default';

/** Why a function has no routes. The message is for the caller, the cause for the log. */
export class RoutesError extends Error {}

/** What the layer takes from a function's code. Whether `tasks` are some is for whoever runs one. */
export interface FunctionCode {
  routes: Router;
  tasks: unknown;
}

/**
 * Loads the routes of a function, and its tasks, from its own code.
 * @param attempt 0 for the first; a module that threw is loaded anew with each further one
 * @throws RoutesError that names the file and what to export
 */
export async function loadRoutes(taskRoot: string, attempt = 0): Promise<FunctionCode> {
  const file = findRoutes(taskRoot);
  if (!file) {
    throw new RoutesError(
      `The function has no routes.js (or .mjs, .cjs), in its top folder or in src: ${WANTED}`,
    );
  }
  const name = path.relative(taskRoot, file);
  const exported = await load(file, name, attempt);
  const routes = pickRoutes(exported);
  if (isRouter(routes)) return { routes, tasks: pickTasks(exported) };
  const found = routes === undefined ? 'nothing' : kindOf(routes);
  throw new RoutesError(`${name} exports ${found} where its routes should be: ${WANTED}`);
}

function findRoutes(taskRoot: string): string | undefined {
  return FOLDERS.flatMap((folder) =>
    EXTENSIONS.map((extension) => path.join(taskRoot, folder, `routes${extension}`)),
  ).find(existsSync);
}

async function load(file: string, name: string, attempt: number): Promise<unknown> {
  try {
    // A bundle that is CommonJS is loaded at once, within Lambda's init phase.
    if (!isModule(file)) return createRequire(file)(file);
    const url = pathToFileURL(file).href;
    // Node remembers a module that threw; under another URL it is another module.
    return await import(attempt === 0 ? url : `${url}?attempt=${attempt}`);
  } catch (cause) {
    throw new RoutesError(`${name} threw while it was loaded, the log says what: ${WANTED}`, { cause });
  }
}

/** As Node decides it: by the extension, then by the nearest package.json. */
function isModule(file: string): boolean {
  const extension = path.extname(file);
  if (extension !== '.js') return extension === '.mjs';
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    if (folder === path.dirname(folder)) return false;
  }
}

/** The export named `routes`, else the default one, which two kinds of modules between them may wrap twice. */
function pickRoutes(exported: unknown): unknown {
  const { routes, default: byDefault } = (exported ?? {}) as { routes?: unknown; default?: unknown };
  if (routes !== undefined) return routes;
  if (byDefault !== undefined) return isRouter(byDefault) ? byDefault : pickRoutes(byDefault);
  const isEmpty = typeof exported === 'object' && exported !== null && Object.keys(exported).length === 0;
  return isEmpty ? undefined : exported;
}

/** The export named `tasks`, which stands in the default one where an ES module re-exports CommonJS. */
function pickTasks(exported: unknown): unknown {
  const { tasks, default: byDefault } = (exported ?? {}) as {
    tasks?: unknown;
    default?: { tasks?: unknown };
  };
  return tasks ?? byDefault?.tasks;
}

/** Goes by its shape: a function may bundle an Express of its own. */
function isRouter(value: unknown): value is Router {
  const { handle, use } = (value ?? {}) as { handle?: unknown; use?: unknown };
  return typeof value === 'function' && typeof handle === 'function' && typeof use === 'function';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

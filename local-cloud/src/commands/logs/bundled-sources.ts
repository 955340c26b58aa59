import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where a function's code is inside its execution environment, whatever folder of this machine that is. */
export const TASK_ROOT = '/var/task';

/** Bundlers build in a folder of the service's, such as `.esbuild/.build` or `dist`, but not deeper than this. */
const MAX_DEPTH = 4;

/**
 * Where the sources of deployed bundles are. A source map names them from the folder that the bundle was made in, which
 * is not where it runs, and how deep that lay in the service's folder is told nowhere: it is what most of the sources
 * are found with.
 *
 * @param taskRoot the folder with the deployed code
 * @param service the folder it was built from
 * @returns real paths by the path that the map gives at run time
 */
export function bundledSources(taskRoot: string, service: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const map of mapsBelow(taskRoot)) {
    const folder = path.dirname(map);
    const sources = sourcesOf(map);
    const built = buildFolder(path.relative(taskRoot, folder), sources, service);
    const inside = path.join(TASK_ROOT, path.relative(taskRoot, folder));
    for (const source of sources) {
      for (const seen of [folder, inside]) found.set(path.resolve(seen, source), path.resolve(built, source));
    }
  }
  return found;
}

function buildFolder(folder: string, sources: readonly string[], service: string): string {
  const own = sources.filter((source) => !/[\\/]node_modules[\\/]/.test(source));
  const at = (depth: number) => path.join(service, ...Array.from({ length: depth }, () => '.build'), folder);
  const hits = (depth: number) => own.filter((source) => existsSync(path.resolve(at(depth), source))).length;
  let best = 0;
  for (let depth = 1; depth <= MAX_DEPTH; depth += 1) if (hits(depth) > hits(best)) best = depth;
  return at(best);
}

function mapsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : mapsBelow(file);
    return entry.name.endsWith('.map') ? [file] : [];
  });
}

function sourcesOf(map: string): string[] {
  try {
    const { sources, sourceRoot = '' } = JSON.parse(readFileSync(map, 'utf8')) as {
      sources: string[];
      sourceRoot?: string;
    };
    return sources.map((source) => path.join(sourceRoot, source));
  } catch {
    return []; // Not a source map, whatever its name.
  }
}

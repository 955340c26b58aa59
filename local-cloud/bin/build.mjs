// Bundles src/ to dist/ with esbuild: one file to read at start instead of hundreds, TypeScript compiled on the way.
import { readdirSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = path.join(root, 'src');
const target = path.join(root, 'dist');
const entry = path.join(target, 'cli.js');
/** Run as they are by execution environments, so they are copied, not bundled. */
const bootstrap = path.join(source, 'services', 'lambda', 'runtime', 'bootstrap');

/** The URL of an up-to-date bundle of the command line. */
export async function freshBundle() {
  if (isStale()) await build();
  return pathToFileURL(entry).href;
}

/** Synchronous, because hundreds of look-ups at the file system cost a tenth of what as many promises do. */
function isStale() {
  const built = modified(entry);
  if (built === 0) return true;
  return readdirSync(source, { recursive: true }).some(
    (name) => modified(path.join(source, String(name))) > built,
  );
}

/** @param {string} file */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * What stays a package of its own: everything but zod, of whose hundred files the endpoint reads each at every start.
 */
async function externals() {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return Object.keys(manifest.dependencies)
    .filter((name) => name !== 'zod')
    .flatMap((name) => [name, `${name}/*`]);
}

async function build() {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(source, 'cli.ts'), path.join(source, 'index.ts')],
    outdir: target,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: await externals(),
    logLevel: 'error',
  });
  // Its service is a process, which would stay for as long as this one runs.
  await esbuild.stop();
  await mkdir(target, { recursive: true });
  await cp(bootstrap, path.join(target, 'bootstrap'), { recursive: true });
  // Chunks are named after their content and come before the entries, so that a second process that builds, or starts,
  // at the same time never meets half a bundle.
  const isEntry = (/** @type {string} */ file) => /[\\/](cli|index)\.js$/.test(file);
  outputFiles.sort((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)));
  for (const { path: file, contents } of outputFiles) {
    await writeFile(`${file}.${process.pid}`, contents);
    await rename(`${file}.${process.pid}`, file);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // For publishing: without the chunks of earlier builds.
  await rm(target, { recursive: true, force: true });
  await build();
}

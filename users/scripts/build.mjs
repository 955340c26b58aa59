/**
 * `npm run build -w users`: makes `users/dist`, the function's code as the Serverless Framework would package it, for
 * tools that deploy a folder.
 */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

/**
 * @param {string} [outdir] made anew
 * @returns {Promise<string>} the folder that was made
 */
export async function buildUsers(outdir = dist) {
  // What serverless-esbuild keeps to itself has another name in esbuild, or none.
  const { exclude, outputFileExtension, watch, ...options } = require('../esbuild-config.cjs')();
  const { outputFiles = [] } = await build({
    ...options,
    platform: 'node',
    external: exclude,
    entryPoints: { routes: path.join(root, 'src/routes.ts') },
    // Where it would be, whatever the folder: the source map names the sources as seen from there.
    outdir: dist,
    outExtension: { '.js': outputFileExtension },
    write: false,
    logLevel: 'warning',
  });
  await rm(outdir, { recursive: true, force: true, maxRetries: 3 });
  await mkdir(outdir, { recursive: true });
  for (const { path: file, contents } of outputFiles) {
    await writeFile(path.join(outdir, path.basename(file)), contents);
  }
  return outdir;
}

// Node calls a module by its real path, however it was named.
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const folder = await buildUsers();
  for (const name of readdirSync(folder).sort()) {
    const kilobytes = (statSync(path.join(folder, name)).size / 1024).toFixed(1);
    process.stdout.write(`${path.join(path.relative(process.cwd(), folder), name)}: ${kilobytes} KB\n`);
  }
}

/**
 * `npm run build -w layer`: makes `layer/dist`, what Lambda unzips to /opt.
 *
 *   nodejs/main.js                  the handler, `/opt/nodejs/main.handler`
 *   nodejs/node_modules/express     one file each: Lambda reads a file faster than a tree of 60 packages
 *   nodejs/node_modules/zod         with English messages only, which are a tenth of it
 *   nodejs/LICENSES.txt             of everything that was bundled
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const requireFromExpress = createRequire(require.resolve('express'));
/** mime-types takes part of it; npm may have installed a copy of it under each package that asks. */
const mimeDb = createRequire(requireFromExpress.resolve('mime-types')).resolve('mime-db');

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  bundle: true,
  minify: true,
  platform: 'node',
  // Not Lambda's 24: on this machine the oldest Node that the project runs on may run it.
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  metafile: true,
  alias: { 'mime-db': mimeDb },
  logLevel: 'warning',
};

/** @type {import('esbuild').Plugin} */
const englishOnly = {
  name: 'english-only',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name),
      namespace: 'english-only',
    }));
    onLoad({ filter: /.*/, namespace: 'english-only' }, ({ path: file }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: path.dirname(file),
    }));
  },
};

/**
 * @param {string} [outdir] made anew
 * @returns {Promise<string>} the folder that was made
 */
export async function buildLayer(outdir = path.join(root, 'dist')) {
  const nodejs = path.join(outdir, 'nodejs');
  const modules = path.join(nodejs, 'node_modules');
  await rm(outdir, { recursive: true, force: true, maxRetries: 3 });
  const results = await Promise.all([
    build({
      ...COMMON,
      entryPoints: { main: path.join(root, 'src/main.ts') },
      outdir: nodejs,
      external: ['express'],
    }),
    bundlePackage(modules, 'express', { index: 'express' }),
    bundlePackage(modules, 'zod', { index: 'zod', mini: 'zod/mini' }),
  ]);
  await writeFile(path.join(nodejs, 'package.json'), '{"type":"commonjs"}\n');
  await writeFile(path.join(nodejs, 'LICENSES.txt'), licenses(results.flatMap(inputs)));
  return outdir;
}

/**
 * @param {string} modules
 * @param {string} name
 * @param {Record<string, string>} entries file without extension → what it stands for
 */
async function bundlePackage(modules, name, entries) {
  const outdir = path.join(modules, name);
  await mkdir(outdir, { recursive: true });
  const { version, license } = JSON.parse(
    readFileSync(path.join(packageOf(require.resolve(name)), 'package.json'), 'utf8'),
  );
  const exported = Object.keys(entries).map((file) => [file === 'index' ? '.' : `./${file}`, `./${file}.js`]);
  const manifest = { name, version, license, main: 'index.js', exports: Object.fromEntries(exported) };
  await writeFile(path.join(outdir, 'package.json'), `${JSON.stringify(manifest)}\n`);
  const built = await Promise.all(
    Object.entries(entries).map(([file, specifier]) =>
      build({
        ...COMMON,
        // `module.exports` is what Express's is; zod has names only.
        stdin: {
          contents:
            name === 'express' ? `module.exports = require('express');` : `export * from '${specifier}';`,
          resolveDir: root,
        },
        // How Node learns, without running it, what names there are to import; esbuild adds it where it knows them.
        ...(name === 'express' && {
          footer: { js: `0&&(module.exports={${Object.keys(require('express'))}});` },
        }),
        outfile: path.join(outdir, `${file}.js`),
        plugins: [englishOnly],
      }),
    ),
  );
  return { metafile: { inputs: Object.assign({}, ...built.map(({ metafile }) => metafile?.inputs)) } };
}

/** @param {{ metafile?: { inputs: object } | undefined }} result */
function inputs({ metafile }) {
  return Object.keys(metafile?.inputs ?? {}).filter((file) => file.includes('node_modules/'));
}

/** @param {string[]} files relative to the current folder, as esbuild names them */
function licenses(files) {
  const packages = [
    ...new Set(files.map((file) => packageOf(path.resolve(file.replace(/^[\w-]+:/, ''))))),
  ].sort();
  return packages
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : `License: ${license}`;
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * The folder of the package that a file belongs to: packages may have package.json files without a name within.
 * @param {string} file
 * @returns {string}
 */
function packageOf(file) {
  const folder = path.dirname(file);
  const manifest = path.join(folder, 'package.json');
  const isPackage = existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version !== undefined;
  return isPackage || path.dirname(folder) === folder ? folder : packageOf(folder);
}

/**
 * @param {string} folder
 * @returns {number} bytes
 */
export function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce(
    (sum, { parentPath, name }) => sum + readFileSync(path.join(parentPath, name)).length,
    0,
  );
}

// Node calls a module by its real path, however it was named.
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const folder = await buildLayer();
  process.stdout.write(
    `${path.relative(process.cwd(), folder)}: ${(sizeOf(folder) / 1024).toFixed(0)} KB unpacked\n`,
  );
}

// Bundles src/ with esbuild: one file to read at start instead of hundreds, TypeScript compiled on the way.
import { readdirSync, statSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleConsole } from './console.mjs';
import { replaceFile } from './replace-file.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const source = path.join(root, 'src');
const models = path.join(root, 'models');
const resources = path.join(root, 'resources');
const page = path.join(root, 'console');
const dist = path.join(root, 'dist');
/** Run as they are by execution environments and deploy tools, so they are copied, not bundled. */
const COPIED = ['services/lambda/runtime/bootstrap', 'commands/tool/preload'];

/** What the package exports, and its source. */
export const EXPORTS = {
  index: 'src/main.ts',
  project: 'src/testing/project.ts',
  jest: 'src/testing/jest.ts',
  vitest: 'src/testing/vitest.ts',
};
/** What Jest's preset names, which is loaded by `require`. */
const JEST = {
  'jest-setup': 'src/testing/jest-setup.ts',
  'jest-teardown': 'src/testing/jest-teardown.ts',
};

/** The URL of an up-to-date bundle of the command line. */
export async function freshBundle() {
  const entry = path.join(dist, 'cli.js');
  if (isStale(entry)) {
    await bundle(dist);
    // Its service is a process, which would stay for as long as this one runs.
    await (await import('esbuild')).stop();
  }
  return pathToFileURL(entry).href;
}

/**
 * Synchronous, because hundreds of look-ups at the file system cost a tenth of what as many promises do.
 *
 * @param {string} entry
 */
function isStale(entry) {
  const built = modified(entry);
  if (built === 0) return true;
  return [source, models, resources, page].some((folder) =>
    readdirSync(folder, { recursive: true }).some(
      (name) => modified(path.join(folder, String(name))) > built,
    ),
  );
}

/** @param {string} file */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Writes the ES modules, with what execution environments run.
 *
 * @param {string} target folder
 * @returns {Promise<string[]>} every file that went in, as absolute paths
 */
export async function bundle(target) {
  const entryPoints = { cli: 'src/cli.ts', ...EXPORTS };
  const { outputFiles, metafile } = await run({
    entryPoints,
    outdir: target,
    splitting: true,
    format: 'esm',
    // For the CommonJS packages inside, which ask for Node's own modules by it.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  await mkdir(target, { recursive: true });
  for (const folder of COPIED) {
    await cp(path.join(source, folder), path.join(target, path.basename(folder)), { recursive: true });
  }
  // Chunks are named after their content and come before the entries, so that a second process that builds, or starts,
  // at the same time never meets half a bundle.
  const isEntry = (/** @type {string} */ file) => path.basename(file, '.js') in entryPoints;
  outputFiles.sort((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)));
  for (const { path: file, contents } of outputFiles) await replaceFile(file, contents);
  return [...inputs(metafile), ...(await bundleConsole(path.join(target, 'console')))];
}

/**
 * Writes what `require` gets: whole, because Jest loads no ES module from CommonJS, and knows no `import()` there.
 *
 * @param {string} target folder
 */
export async function bundleCommonJs(target) {
  const { outputFiles, metafile } = await run({
    entryPoints: { ...EXPORTS, ...JEST },
    outdir: target,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    supported: { 'dynamic-import': false },
    plugins: [
      {
        name: 'one-endpoint',
        // Without chunks to share, each entry would bring all of it along.
        setup: ({ onResolve }) =>
          onResolve({ filter: /start-project\.ts$/ }, ({ importer }) =>
            path.basename(importer) === 'main.ts' ? undefined : { path: './index.cjs', external: true },
          ),
      },
    ],
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  for (const { path: file, contents } of outputFiles) await replaceFile(file, contents);
  return inputs(metafile);
}

/** @param {import('esbuild').BuildOptions} options */
async function run(options) {
  const { build } = await import('esbuild');
  return build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: await externals(),
    legalComments: 'none',
    logLevel: 'error',
    ...options,
    metafile: true,
    write: false,
  });
}

/** What is installed with the package stays a package of its own; all else is carried along. */
async function externals() {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  );
  return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => [name, `${name}/*`]);
}

/** @param {import('esbuild').Metafile} metafile */
const inputs = (metafile) => Object.keys(metafile.inputs).map((file) => path.resolve(root, file));

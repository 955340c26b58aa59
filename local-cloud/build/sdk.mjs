// Makes the AWS SDK that functions are provided with: every package of it as one CommonJS file, without types, browser
// code and second copies, which is a tenth of what npm would install. They find each other by relative paths, so that
// none ever meets another version in a node_modules folder further up.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './bundle.mjs';

const OF_SDK = /^(@aws-sdk|@smithy)\/[^/]+/;

/**
 * @param {string} target folder that gets `@aws-sdk/…` and `@smithy/…`
 * @returns {Promise<string[]>} every file that went in, as absolute paths
 */
export async function buildSdk(target) {
  // The clients that the services here are tested with. What these need of `@aws-sdk` and `@smithy` comes along.
  const { devDependencies } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const packages = Object.keys(devDependencies).filter((name) => OF_SDK.test(name));
  /** Where to resolve from, by what is imported there, such as `@smithy/core/config`. It grows while it is walked. */
  const wanted = new Map(packages.map((specifier) => [specifier, root]));
  const sources = [];
  for (const [specifier, folder] of wanted) {
    sources.push(...(await buildEntry({ specifier, folder, target, wanted })));
  }
  for (const name of new Set([...wanted.keys()].map(packageOf))) {
    const entries = [...wanted.keys()].filter((specifier) => packageOf(specifier) === name);
    await writeManifest(name, entries, sources, target);
  }
  return [...new Set(sources)];
}

/**
 * @param {{ specifier: string, folder: string, target: string, wanted: Map<string, string> }} entry
 * @returns {Promise<string[]>}
 */
async function buildEntry({ specifier, folder, target, wanted }) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [specifier],
    outfile: path.join(target, fileOf(specifier)),
    metafile: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    // The oldest runtime that functions may name with an SDK v3 in it.
    target: 'node18',
    // From the ES modules, esbuild knows the names that are exported, and says them for `import` to find.
    mainFields: ['module', 'main'],
    // Identifiers stay, for stack traces and for whoever reads an error's class.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
    plugins: [
      {
        name: 'packages-stay-apart',
        setup({ onResolve }) {
          onResolve({ filter: OF_SDK }, ({ kind, path: imported, resolveDir }) => {
            if (kind === 'entry-point') return undefined;
            if (!wanted.has(imported)) wanted.set(imported, resolveDir);
            return { path: relative(specifier, imported), external: true };
          });
        },
      },
    ],
  });
  return Object.keys(metafile.inputs).map((file) => path.resolve(folder, file));
}

/**
 * @param {string} name
 * @param {string[]} entries
 * @param {string[]} sources
 * @param {string} target
 */
async function writeManifest(name, entries, sources, target) {
  const marker = path.join('node_modules', name, path.sep);
  const source = sources.find((file) => file.includes(marker)) ?? '';
  const folder = source.slice(0, source.lastIndexOf(marker) + marker.length);
  const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const exports = Object.fromEntries(
    entries.map((specifier) => [
      `.${specifier.slice(name.length)}`,
      `./${path.posix.relative(name, fileOf(specifier))}`,
    ]),
  );
  const manifest = { name, version, license, exports: { ...exports, './package.json': './package.json' } };
  await writeFile(path.join(target, name, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @param {string} specifier */
const packageOf = (specifier) => specifier.split('/', 2).join('/');

/** @param {string} specifier */
const fileOf = (specifier) =>
  specifier === packageOf(specifier) ? `${specifier}/index.js` : `${specifier}.js`;

/**
 * @param {string} from
 * @param {string} to
 */
function relative(from, to) {
  const file = path.posix.relative(path.posix.dirname(fileOf(from)), fileOf(to));
  return file.startsWith('.') ? file : `./${file}`;
}

// Bundles the console's page: `node build/console.mjs FOLDER`.
import { realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceFile } from './replace-file.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes the page's script and its style sheet.
 *
 * @param {string} target folder
 * @returns {Promise<string[]>} every file that went in, as absolute paths
 */
export async function bundleConsole(target) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { app: 'console/main.tsx' },
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: '{}',
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    write: false,
  });
  await mkdir(target, { recursive: true });
  for (const { path: file, contents } of outputFiles) await replaceFile(file, contents);
  return Object.keys(metafile.inputs).map((file) => path.resolve(root, file));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [, , target] = process.argv;
  if (target === undefined) throw new Error('Usage: node build/console.mjs FOLDER');
  await bundleConsole(path.resolve(target));
  // esbuild's service is a process, which would keep this one.
  await (await import('esbuild')).stop();
}

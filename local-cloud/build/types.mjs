// Emits the declarations of what the package exports, for ES modules and for CommonJS: the files that the entries'
// declarations lead to. They stand on nothing but each other, so that a reader needs no types of anyone else's.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { EXPORTS, root } from './bundle.mjs';

/** But those in a comment's text. */
const IMPORT = /(?<!^\s*\*.*)(\bfrom |\bimport\()(['"])([^'"]+)\2/gm;

/**
 * @param {string} target folder that gets them as src/ has its files
 * @throws {Error} for a declaration that needs a package, which its reader may not have
 */
export async function buildTypes(target) {
  const emitted = await mkdtemp(path.join(tmpdir(), 'local-cloud-types-'));
  try {
    await emit(emitted);
    for (const source of Object.values(EXPORTS)) {
      const declarations = await reach(emitted, source.replace(/^src\//, ''));
      for (const [file, text] of declarations) await writeBoth(target, file, text);
    }
  } finally {
    await rm(emitted, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param {string} folder */
async function emit(folder) {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const options = { noEmit: false, declaration: true, emitDeclarationOnly: true, noCheck: true };
  const config = path.join(folder, 'tsconfig.json');
  await writeFile(
    config,
    JSON.stringify({
      extends: path.join(root, '..', 'tsconfig.json'),
      compilerOptions: { ...options, rootDir: path.join(root, 'src'), outDir: folder, types: [] },
      files: Object.values(EXPORTS).map((source) => path.join(root, source)),
      include: [],
    }),
  );
  const tsc = path.join(path.dirname(manifest), 'bin', 'tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', config]);
}

/**
 * @param {string} folder
 * @param {string} entry a source file, relative to src/
 * @returns {Promise<Map<string, string>>} declarations by their source file, the entry's and what it leads to
 */
async function reach(folder, entry) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const open = [entry];
  for (const file of open) {
    if (found.has(file)) continue;
    const text = await readFile(path.join(folder, file.replace(/\.ts$/, '.d.ts')), 'utf8');
    found.set(file, text);
    for (const [, , , imported = ''] of text.matchAll(IMPORT)) {
      if (!imported.startsWith('.')) throw new Error(`The declarations of ${file} need ${imported}`);
      open.push(path.posix.join(path.posix.dirname(file), imported));
    }
  }
  return found;
}

/**
 * @param {string} target
 * @param {string} file
 * @param {string} text
 */
async function writeBoth(target, file, text) {
  const base = path.join(target, file.replace(/\.ts$/, ''));
  await mkdir(path.dirname(base), { recursive: true });
  for (const [types, code] of [
    ['.d.ts', '.js'],
    ['.d.cts', '.cjs'],
  ]) {
    await writeFile(
      base + types,
      text.replace(
        IMPORT,
        (_, before, quote, imported) => before + quote + imported.replace(/\.ts$/, code) + quote,
      ),
    );
  }
}

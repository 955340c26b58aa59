import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Folders that hold no code of a function's own, or code that was made of it. */
const NOT_SEARCHED =
  /^(node_modules|dist|build|out|coverage|cdk\.out|public|static|frontend|client|web|tests?|__\w+__|e2e|scripts|\..*)$/;
const SOURCE = /(?<!\.d|\.test|\.spec|\.min|\.config)\.[cm]?[jt]s$/;
/** As much as is read without anybody noticing. */
const MAX_FILES = 500;
const MAX_BYTES = 200_000;

/** The texts of a project's own source files, by their absolute paths. */
export function sourceFiles(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  const folders = [folder];
  // The list grows on the way.
  for (const each of folders) {
    for (const entry of entriesOf(each)) {
      const place = path.join(each, entry.name);
      if (entry.isDirectory() && !NOT_SEARCHED.test(entry.name)) folders.push(place);
      else if (entry.isFile() && SOURCE.test(entry.name) && statSync(place).size <= MAX_BYTES)
        texts.set(place, withoutComments(readFileSync(place, 'utf8')));
      if (texts.size === MAX_FILES) return texts;
    }
  }
  return texts;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A `//` that follows a colon is a URL's. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

/**
 * The file that an import leads to: a relative one, or one by an alias of the project's (`@/routes`, `@routes/users`),
 * which is told by the end of a path.
 */
export function importedFile(
  specifier: string,
  from: string,
  files: ReadonlyMap<string, string>,
): string | undefined {
  const bare = specifier.replace(/\.[cm]?[jt]s$/, '');
  const ends = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.js'];
  if (bare.startsWith('.')) {
    const base = path.resolve(path.dirname(from), bare);
    return ends.map((end) => path.normalize(base + end)).find((file) => files.has(file));
  }
  const tail = bare.replace(/^[@~]\/?/, '');
  return [...files.keys()].find((file) =>
    ends.some((end) => file.endsWith(path.normalize(`/${tail}${end}`))),
  );
}

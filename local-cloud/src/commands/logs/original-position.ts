import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Position {
  /** An absolute path; of a source that was bundled, where its map says it lay, beside wherever the bundle is now. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

const REFERENCE = /\/\/[#@] sourceMappingURL=(\S+)\s*$/;

/** Where the source of a position in a bundle is, by the bundle's source map; the position itself where it has none. */
export function originalPosition(position: Position): Position {
  const map = mapOf(position.file);
  const entry = map?.findEntry(position.line - 1, position.column - 1);
  if (!entry || !('originalSource' in entry)) return position;
  const { originalSource, originalLine, originalColumn } = entry;
  return {
    file: originalSource.startsWith('file:')
      ? fileURLToPath(originalSource)
      : path.resolve(path.dirname(position.file), originalSource),
    line: originalLine + 1,
    column: originalColumn + 1,
  };
}

/** Where a bundle loads a package or file by this name, in the words of the source. */
export function positionOfImport(bundle: string, specifier: string): Position | undefined {
  const code = read(bundle);
  const offset = code?.search(new RegExp(`(require|import)\\(["'\`]${escaped(specifier)}["'\`]`)) ?? -1;
  if (code === undefined || offset === -1) return undefined;
  const before = code.slice(0, offset).split('\n');
  return originalPosition({ file: bundle, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Parsed once for as long as it is the newest: an error of a function comes again and again. */
let latest: { file: string; map: SourceMap | undefined } | undefined;

function mapOf(file: string): SourceMap | undefined {
  if (latest?.file !== file) latest = { file, map: readMap(file) };
  return latest.map;
}

function readMap(file: string): SourceMap | undefined {
  const [, reference] = REFERENCE.exec(read(file) ?? '') ?? [];
  if (reference === undefined) return undefined;
  const [, inline] = /^data:application\/json[^,]*;base64,(.*)$/.exec(reference) ?? [];
  const text = inline
    ? Buffer.from(inline, 'base64').toString()
    : read(path.resolve(path.dirname(file), reference));
  try {
    return text === undefined ? undefined : new SourceMap(JSON.parse(text));
  } catch {
    return undefined; // Not a source map that Node can read: the bundle's own position is all there is.
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

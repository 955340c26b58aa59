import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PackedFunction } from '../tool/tool-message.ts';

const EXTENSIONS = ['', '.js', '.mjs', '.cjs', '.json', '.sh', '.py'];

/** The file of a service that has a function's handler in it; undefined where that is in no file of the service's. */
export function handlerFile({ handler }: PackedFunction, folder: string): string | undefined {
  const base = path.join(folder, handler.replace(/\.[^./]*$/, ''));
  return EXTENSIONS.map((extension) => base + extension).find((file) => existsSync(file));
}

/** Whether a function's package has the service's own files as they are. @param root of the package */
export function isCopied(each: PackedFunction, folder: string, root: string | undefined): boolean {
  if (root === undefined) return false;
  const file = handlerFile(each, folder);
  if (file) return isSame(file, path.join(root, path.relative(folder, file)));
  // The handler is a layer's, and what it loads has no name that is known here.
  return (
    each.handler.startsWith('/opt/') &&
    readdirSync(root).some(
      (name) => /\.[cm]?js$/.test(name) && isSame(path.join(folder, name), path.join(root, name)),
    )
  );
}

function isSame(one: string, other: string): boolean {
  try {
    return readFileSync(one).equals(readFileSync(other));
  } catch {
    return false;
  }
}

/** Whether a new file of this name may be part of a package: what editors leave beside a file for a moment is not. */
export const isPackedAnew = (file: string): boolean =>
  /\.([cm]?[jt]sx?|json|ya?ml|graphql|gql|html?|ejs|hbs|pug|css|txt|xml|sql|py|sh|wasm)$/.test(file) &&
  !/(^|[\\/])(package(-lock)?\.json|tsconfig.*\.json|\..*)$/.test(file);

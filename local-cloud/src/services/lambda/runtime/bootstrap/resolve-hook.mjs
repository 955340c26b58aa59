import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A hook for `import`: leads Lambda's paths to where things are, and finds packages in the folders of NODE_PATH, as
 * Lambda's own Node.js does.
 * @param {Record<string, string>} roots Lambda's folders and URLs of folders here
 * @param {string[]} folders of NODE_PATH
 */
export function hookFor(roots, folders) {
  const [first] = folders;
  const require = first === undefined ? undefined : createRequire(path.join(first, 'none.js'));

  /** @param {string} specifier */
  const mapped = (specifier) => {
    const name = specifier.replace(/^file:\/\//, '');
    for (const [seen, host] of Object.entries(roots))
      if (name.startsWith(`${seen}/`)) return host + name.slice(seen.length);
    return specifier;
  };

  /**
   * @param {unknown} error
   * @param {string} specifier
   */
  const fallback = (error, specifier) => {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'ERR_MODULE_NOT_FOUND' || /^[./]|^\w+:/.test(specifier) || !require) throw error;
    try {
      return pathToFileURL(require.resolve(specifier, { paths: folders })).href;
    } catch {
      // What Node says of the import is what its author can use.
      throw error;
    }
  };

  return function resolve(
    /** @type {string} */ specifier,
    /** @type {unknown} */ context,
    /** @type {(specifier: string, context: unknown) => any} */ next,
  ) {
    // Newer versions ask for what is required, too: that is mapped in another place, and by paths.
    const { conditions = [] } = /** @type {{ conditions?: readonly string[] }} */ (context ?? {});
    if (conditions.includes('require')) return next(specifier, context);
    const name = mapped(specifier);
    try {
      const found = next(name, context);
      if (typeof found?.then !== 'function') return found;
      return found.catch((/** @type {unknown} */ error) => next(fallback(error, name), context));
    } catch (error) {
      return next(fallback(error, name), context);
    }
  };
}

/** @type {ReturnType<typeof hookFor>} */
let hook = (specifier, context, next) => next(specifier, context);

/** For a thread of hooks, as Node.js 20 has it. @param {{ roots: Record<string, string>, folders: string[] }} data */
export function initialize({ roots, folders }) {
  hook = hookFor(roots, folders);
}

/** @type {ReturnType<typeof hookFor>} */
export const resolve = (...call) => hook(...call);

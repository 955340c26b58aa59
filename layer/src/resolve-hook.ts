import { createRequire, type ResolveHook } from 'node:module';

const requireFromLayer = createRequire(import.meta.url);

/** Finds for `import` what `require` finds here: the packages of this layer, and those that Lambda provides. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    let file: string;
    try {
      file = requireFromLayer.resolve(specifier);
    } catch {
      // What Node says of the import is what its author can use.
      throw error;
    }
    return nextResolve(new URL(file, 'file:').href, context);
  }
};

import { fileURLToPath } from 'node:url';

/**
 * What is preloaded into the deploy tool. It is run, not imported, so a bundler does not carry it along: a bundle of
 * this folder has `preload/` copied beside it, which keeps this relative path true there as well.
 */
export function preloadPath(): string {
  return fileURLToPath(new URL('./preload/index.cjs', import.meta.url));
}

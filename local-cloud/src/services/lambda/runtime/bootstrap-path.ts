import { fileURLToPath } from 'node:url';

/**
 * The runtime client's entry file. It is run, not imported, so a bundler does not carry it along: a bundle of
 * this folder has `bootstrap/` copied beside it, which keeps this relative path true there as well.
 */
export function bootstrapPath(): string {
  return fileURLToPath(new URL('./bootstrap/index.mjs', import.meta.url));
}

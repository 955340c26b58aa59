import { readFileSync } from 'node:fs';
import path from 'node:path';

/** In the order in which they are published: local-cloud before what works with it. */
const PUBLISHED = ['local-cloud', 'plugins/serverless-exec', 'plugins/serverless-local-cloud'];

/** Folders of the packages that are published. */
export const publishable = (root: string): string[] => PUBLISHED.map((folder) => path.join(root, folder));

/** Manifests with the release's version, the repository's own among them, relative to the repository. */
export const VERSIONED = ['.', ...PUBLISHED].map((folder) => path.join(folder, 'package.json'));

/** @returns the version of each of them */
export function versions(root: string): Record<string, string> {
  return Object.fromEntries(
    VERSIONED.map((file) => [
      file,
      JSON.parse(readFileSync(path.join(root, file), 'utf8')).version as string,
    ]),
  );
}

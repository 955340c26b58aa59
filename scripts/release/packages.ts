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

interface Manifest {
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly homepage?: string;
  readonly bugs?: string;
}

/** Where a package's manifest leads elsewhere than the repository's own does. @returns a line for each field */
export function strayPlaces(root: string, folder: string): string[] {
  const read = (place: string): Manifest =>
    JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
  const { repository, homepage, bugs } = read(folder);
  const url = read(root).repository?.url ?? '';
  const page = url.replace(/^git\+/, '').replace(/\.git$/, '');
  const directory = path.relative(root, folder).replaceAll(path.sep, '/');
  const fields = [
    ['repository.url', repository?.url, url],
    ['repository.directory', repository?.directory, directory],
    ['homepage', homepage, `${page}/tree/main/${directory}#readme`],
    ['bugs', bugs, `${page}/issues`],
  ];
  return fields.flatMap(([name, value, expected]) =>
    value === expected ? [] : [`${name} is ${value}, not ${expected}`],
  );
}

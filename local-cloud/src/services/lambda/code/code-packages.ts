import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Cloud } from '../../../core/cloud.ts';
import { moveInto } from '../../../core/files.ts';
import { hex } from '../../../core/ids.ts';
import { defineStore } from '../../../core/store.ts';
import type { CodePackage, Scope } from '../types.ts';
import { extract } from './extract.ts';

/** Path below the main port where the zips of functions and layers can be had, with an id nobody can guess. */
export const DOWNLOAD_PATH = '/_aws/lambda/code/';

/** What was unzipped, by SHA-256, and where its zip lies, by download id. Shared by all regions: content is content. */
export const codePackages = defineStore(
  'lambda-code',
  ({ cloud }) => {
    const folder = path.join(cloud.scratchDir, 'lambda', 'code');
    return {
      folder,
      /** Where the zips are, which is where they are kept: unzipped code is in nobody's way in the scratch space. */
      zips: path.join(cloud.filesDir, 'lambda', 'code'),
      bySha256: new Map<string, Promise<CodePackage>>(),
      archives: new Map<string, string>(),
      /** Folders of packages that were derived from others, by download id. */
      derived: new Map<string, string>(),
      /** What records named when the cloud started, by SHA-256. */
      kept: new Map<string, CodePackage>(),
      /** Those of them that are unzipped, or about to be, by folder. */
      unzipped: new Map<string, Promise<void>>(),
    };
  },
  { scope: 'global' },
);

export async function unzip(zip: Buffer, { root }: CodePackage): Promise<void> {
  const unfinished = `${root}.${hex(8)}`;
  try {
    await extract(zip, unfinished);
    await moveInto(root, unfinished);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

export const zipName = ({ sha256 }: Pick<CodePackage, 'sha256'>): string =>
  `${Buffer.from(sha256, 'base64').toString('hex')}.zip`;

/** The package of a zip, wherever that is. */
export function packageOf(sha256: string, size: number, cloud: Cloud): CodePackage {
  const { folder, zips, archives } = codePackages({ cloud, region: '' });
  const name = zipName({ sha256 });
  const id = hex(32);
  archives.set(id, path.join(zips, name));
  const root = path.join(folder, path.basename(name, '.zip'));
  return { sha256, size, root, location: `${cloud.endpoint}${DOWNLOAD_PATH}${id}`, mounted: false };
}

export const mountedAt = (folder: string): CodePackage => ({
  sha256: createHash('sha256').update(folder).digest('base64'),
  size: 0,
  root: path.resolve(folder),
  location: pathToFileURL(folder).href,
  mounted: true,
});

/** A folder of Lambda's own in the cloud's scratch space. */
export async function lambdaFolder(scope: Pick<Scope, 'cloud'>, ...names: string[]): Promise<string> {
  const folder = path.join(scope.cloud.scratchDir, 'lambda', ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}

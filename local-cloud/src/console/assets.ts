import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cloud } from '../core/cloud.ts';
import { defineStore } from '../core/store.ts';

const TYPES: Readonly<Record<string, string>> = {
  'app.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
};

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

const folders = defineStore('console-assets', ({ cloud }) => ({ folder: assetFolder(cloud) }), {
  scope: 'global',
});

/** One of the files of the page; undefined where it has none of that name. */
export async function asset(name: string, cloud: Cloud): Promise<Asset | undefined> {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) return undefined;
  const folder = await folders({ cloud, region: '' }).folder;
  return { type, bytes: await readFile(path.join(folder, name)) };
}

/**
 * Where the page's files are. A bundle has them beside it; where this runs as it stands, in tests, they are made at first,
 * by a process of its own, as a bundler belongs to a checkout and not to the package.
 */
async function assetFolder(cloud: Cloud): Promise<string> {
  const beside = fileURLToPath(new URL('./console', import.meta.url));
  if (existsSync(path.join(beside, 'app.js'))) return beside;
  const builder = fileURLToPath(new URL('../../build/console.mjs', import.meta.url));
  const made = path.join(cloud.scratchDir, 'console');
  await promisify(execFile)(process.execPath, [builder, made]);
  return made;
}

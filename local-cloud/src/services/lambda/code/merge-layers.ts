import { createHash } from 'node:crypto';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { moveInto } from '../../../core/files.ts';
import { hex } from '../../../core/ids.ts';
import { defineStore } from '../../../core/store.ts';
import type { LayerVersion, Scope } from '../types.ts';
import { lambdaFolder } from './code-packages.ts';

const merged = defineStore('lambda-layer-roots', () => new Map<string, Promise<string>>(), {
  scope: 'global',
});

/**
 * The folder that stands for /opt: the layers' content, a later layer over an earlier one. One layer is used as it is.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
 */
export async function layerRoot(layers: readonly LayerVersion[], scope: Scope): Promise<string | undefined> {
  if (layers.length < 2) return layers[0]?.code.root;
  const key = layers.map(({ code }) => code.sha256).join();
  const roots = merged(scope);
  let root = roots.get(key);
  if (!root) {
    root = merge(layers, createHash('sha256').update(key).digest('hex'), scope);
    roots.set(key, root);
    root.catch(() => roots.delete(key));
  }
  return root;
}

async function merge(layers: readonly LayerVersion[], name: string, scope: Scope): Promise<string> {
  const folder = await lambdaFolder(scope, 'layers');
  const unfinished = path.join(folder, `${name}.${hex(8)}`);
  for (const { code } of layers) {
    await cp(code.root, unfinished, { recursive: true, force: true, verbatimSymlinks: true });
  }
  await moveInto(path.join(folder, name), unfinished);
  return path.join(folder, name);
}

import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Lambda's Node.js runtimes have of AWS SDK v3 in /var/runtime/node_modules. */
const SCOPES = ['@aws-sdk', '@smithy'];

/**
 * Fills a folder with links to the AWS SDK packages that stand for the SDK which Lambda provides: those that the published
 * package brings, then what is installed beside it and in the folder it was started in, for services it has no client of.
 * Nearer packages hide those further up, as in Node.js's own resolution.
 *
 * @param folder made when missing
 * @returns the names that were linked, e.g. `@aws-sdk/client-dynamodb`
 */
export async function linkSdkModules(folder: string): Promise<string[]> {
  const linked = new Set<string>();
  for (const place of places()) {
    for (const scope of SCOPES) {
      const source = path.join(place, scope);
      const names = await readdir(source).catch(() => []);
      if (names.length > 0) await mkdir(path.join(folder, scope), { recursive: true });
      for (const name of names) {
        if (linked.has(`${scope}/${name}`) || name.startsWith('.')) continue;
        linked.add(`${scope}/${name}`);
        await symlink(path.join(source, name), path.join(folder, scope, name), 'junction');
      }
    }
  }
  return [...linked].sort();
}

/** Where packages are looked for, the first before the last. A checkout has no `sdk/`, but the packages it is made of. */
function places(): string[] {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const installed = [...ancestors(here), ...ancestors(process.cwd())];
  return [path.join(here, 'sdk'), ...installed.map((folder) => path.join(folder, 'node_modules'))];
}

/** Runtimes whose /var/runtime has AWS SDK v2, under the name `aws-sdk`, in place of v3. */
export const carriesSdkV2 = (runtime: string): boolean => /^nodejs1[246]\.x$/.test(runtime);

/**
 * Fills a folder with a link to AWS SDK v2, where it is installed beside this package.
 *
 * @param folder made when missing
 */
export async function linkSdkV2(folder: string, from = fileURLToPath(import.meta.url)): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const ancestor of ancestors(path.dirname(from))) {
    const source = path.join(ancestor, 'node_modules', 'aws-sdk');
    if (!existsSync(source)) continue;
    await symlink(source, path.join(folder, 'aws-sdk'), 'junction');
    return;
  }
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

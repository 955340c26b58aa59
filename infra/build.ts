/**
 * `npm run build:infra`: makes `build/layer.zip` and `build/users.zip`, what Terraform uploads. The same sources make the
 * same bytes, so that a plan shows a change only where there is one.
 */
import { realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Zippable, zipSync } from 'fflate';
import { buildLayer } from '../layer/scripts/build.mjs';
import { buildUsers } from '../users/scripts/build.mjs';

const BUILD = fileURLToPath(new URL('build', import.meta.url));
/** The first day a zip can name; read in local time, so that it is the same in every zone. */
const mtime = new Date(1980, 0, 1);
/** Written on Unix, a file that anyone may read: Lambda runs the code as another user than the one it was made by. */
const attributes = { mtime, os: 3, attrs: 0o100644 << 16, level: 9 } as const;

/** Makes both zips in `folder`, and answers with the sizes of them in bytes. */
export async function buildPackages(folder = BUILD): Promise<Record<string, number>> {
  await mkdir(folder, { recursive: true });
  // Apart from layer/dist and users/dist, which a deployment may be reading.
  const scratch = await mkdtemp(path.join(tmpdir(), 'infra-build-'));
  try {
    const sizes: Record<string, number> = {};
    for (const [name, build] of Object.entries({ layer: buildLayer, users: buildUsers })) {
      const zip = zipSync(await filesOf(await build(path.join(scratch, name))));
      await writeFile(path.join(folder, `${name}.zip`), zip);
      sizes[`${name}.zip`] = zip.length;
    }
    return sizes;
  } finally {
    await rm(scratch, { recursive: true, maxRetries: 3 });
  }
}

async function filesOf(folder: string): Promise<Zippable> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
  const zippable: Zippable = {};
  for (const file of files) {
    const name = path.relative(folder, file).split(path.sep).join('/');
    zippable[name] = [await readFile(file), attributes];
  }
  return zippable;
}

// Node calls a module by its real path, however it was named.
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  for (const [name, bytes] of Object.entries(await buildPackages())) {
    process.stdout.write(`infra/build/${name}: ${(bytes / 1024).toFixed(1)} KB\n`);
  }
}

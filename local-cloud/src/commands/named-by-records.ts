import { BLOB_FILE } from '../core/files.ts';
import { fromKey, fromText } from '../core/records/structured.ts';
import type { Store } from '../core/store/store.ts';

/** What the records of a folder name outside of them. */
export interface Named {
  /** Names of files beside the store: of objects, parts and code. */
  readonly files: ReadonlySet<string>;
  /** Functions and layers whose code is a folder of this machine. */
  readonly mounted: readonly string[];
}

/** Reads what S3's and Lambda's records name; those of others name no files. */
export function namedByRecords(store: Store): Named {
  const files = new Set<string>();
  const mounted = new Set<string>();
  for (const name of [...store.spaces('lambda/'), ...store.spaces('s3/')]) {
    const cursor = store.space(name).range();
    while (cursor.next()) {
      visit(fromText(cursor.value), (members) => {
        const { file, sha256, size, mounted: folder } = members;
        if (typeof file === 'string' && BLOB_FILE.test(file)) files.add(file);
        // Code, as Lambda packs it. A function's own variables are texts all.
        if (typeof sha256 !== 'string' || typeof size !== 'number') return;
        if (typeof folder === 'string') mounted.add(fromKey(cursor.key));
        else files.add(`${Buffer.from(sha256, 'base64').toString('hex')}.zip`);
      });
    }
  }
  return { files, mounted: [...mounted] };
}

type Members = Readonly<Record<string, unknown>>;

/** Calls back with every object in a value. */
function visit(value: unknown, use: (members: Members) => void): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) {
    for (const each of value) visit(each, use);
    return;
  }
  use(value as Members);
  for (const each of Object.values(value)) visit(each, use);
}

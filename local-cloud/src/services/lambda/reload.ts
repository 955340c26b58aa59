import type { Cloud } from '../../core/cloud.ts';
import { regionsOf } from '../../core/store.ts';
import { type CodeChanges, deriveCode, dropDerived } from './code/derive-code.ts';
import { newLatest } from './configuration.ts';
import type { Scope } from './function-name.ts';
import { pools } from './invocation/pools.ts';
import { lambdaStore } from './store.ts';
import type { CodePackage, FunctionRecord, FunctionVersion } from './types.ts';

interface Located {
  readonly record: FunctionRecord;
  readonly scope: Scope;
}

/** The functions of a name, which every region may have one of. */
function located(cloud: Cloud, name: string): Located[] {
  return regionsOf(cloud, 'lambda').flatMap((region) => {
    const record = lambdaStore({ cloud, region }).functions.get(name);
    return record ? [{ record, scope: { cloud, region, accountId: cloud.accountId } }] : [];
  });
}

/** The folder with the code of a function's $LATEST; undefined where there is no such function. */
export const codeRootOf = (cloud: Cloud, name: string): string | undefined =>
  located(cloud, name)[0]?.record.latest.code.root;

/** Has invocations of functions wait until the returned function is called: their code is about to be another. */
export function holdFunctions(cloud: Cloud, names: Iterable<string>): () => void {
  const records = [...names].flatMap((name) => located(cloud, name).map(({ record }) => record));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  for (const record of records) {
    const before = record.held;
    record.held = before ? before.then(() => held) : held;
  }
  const now = records.map((record) => record.held);
  return () => {
    release();
    for (const [index, record] of records.entries()) if (record.held === now[index]) record.held = undefined;
  };
}

/**
 * Gives functions changed code: an environment for it is started at once, and those of the old code finish what they are
 * doing. Versions that an alias leads to and that had the same code get it as well.
 *
 * @param changes by function name
 */
export const changeCode = (cloud: Cloud, changes: ReadonlyMap<string, CodeChanges>): Promise<void> =>
  cloud.records.unit(() => change(cloud, changes));

async function change(cloud: Cloud, changes: ReadonlyMap<string, CodeChanges>): Promise<void> {
  /** Functions of one package stay functions of one package. */
  const derived = new Map<string, Promise<CodePackage>>();
  const all = [...changes].flatMap(([name, files]) =>
    located(cloud, name).map((each) => ({ ...each, files })),
  );
  await Promise.all(
    all.map(async ({ record, scope, files }) => {
      const { code } = record.latest;
      const key = JSON.stringify([scope.region, code.root, [...files.keys()].sort()]);
      const made = derived.get(key) ?? deriveCode(code, files, scope);
      derived.set(key, made);
      replaceCode(record, code, await made, scope);
    }),
  );
}

/** Has functions run in new environments, with the code they have. */
export function renewFunctions(cloud: Cloud, names: Iterable<string>): void {
  for (const name of names)
    for (const { record, scope } of located(cloud, name)) {
      const { code } = record.latest;
      replaceCode(record, code, { ...code }, scope);
    }
}

function replaceCode(record: FunctionRecord, old: CodePackage, code: CodePackage, scope: Scope): void {
  // It was deployed anew in the meantime, which had the changed files as well.
  if (record.latest.code !== old) return;
  const { latest } = record;
  record.latest = newLatest(latest.settings, code);
  const retired: FunctionVersion[] = [latest];
  const named = new Set([...record.aliases.values()].map(({ functionVersion }) => functionVersion));
  for (const [number, version] of record.versions) {
    if (version.code !== old || !named.has(number)) continue;
    record.versions.set(number, { ...version, code });
    retired.push(version);
  }
  void pools(scope).warm(record, record.latest, scope);
  const left = retired.map((version) => pools(scope).retire(version));
  void Promise.all(left).then(() => (isUsed(old, scope) ? undefined : dropDerived(old, scope)));
}

const isUsed = (code: CodePackage, scope: Scope): boolean =>
  [...lambdaStore(scope).functions.values()].some(
    ({ latest, versions }) =>
      latest.code.root === code.root ||
      [...versions.values()].some((version) => version.code.root === code.root),
  );

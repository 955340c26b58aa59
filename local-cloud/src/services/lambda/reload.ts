import type { Cloud } from '../../core/cloud.ts';
import { regionsOf } from '../../core/store.ts';
import { type CodeChanges, changeCopy, copyCode, dropDerived } from './code/derive-code.ts';
import { newLatest } from './configuration.ts';
import { pools } from './invocation/pools.ts';
import { dropPrepared, prepareLater, takePrepared } from './prepared-code.ts';
import type { LoadAhead } from './runtime/index.ts';
import { lambdaStore } from './store.ts';
import type { CodePackage, FunctionRecord, FunctionVersion, Scope } from './types.ts';

interface Located {
  readonly record: FunctionRecord;
  readonly scope: Scope;
}

export interface FunctionChange {
  readonly files: CodeChanges;
  /** What environments may load before the next change. */
  readonly ahead: readonly LoadAhead[];
}

/** The functions of a name, which every region may have one of. */
function located(cloud: Cloud, name: string): Located[] {
  return regionsOf(cloud, 'lambda').flatMap((region) => {
    const record = lambdaStore({ cloud, region }).functions.get(name);
    return record ? [{ record, scope: { cloud, region, accountId: cloud.accountId } }] : [];
  });
}

/** The code of a function's $LATEST; undefined where there is no such function. */
export const codeOf = (cloud: Cloud, name: string): CodePackage | undefined =>
  located(cloud, name)[0]?.record.latest.code;

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
 * Gives functions changed code. Those that have environments get one for it at once, and those of the old code finish what
 * they are doing. Versions that an alias leads to and that had the same code get it as well.
 *
 * @param changes by function name
 */
export const changeCode = (cloud: Cloud, changes: ReadonlyMap<string, FunctionChange>): Promise<void> =>
  cloud.records.unit(() => change(cloud, changes));

async function change(cloud: Cloud, changes: ReadonlyMap<string, FunctionChange>): Promise<void> {
  /** Functions of one package stay functions of one package. */
  const derived = new Map<string, Promise<CodePackage>>();
  const all = [...changes].flatMap(([name, each]) =>
    located(cloud, name).map((found) => ({ ...found, ...each })),
  );
  await Promise.all(
    all.map(async ({ record, scope, files, ahead }) => {
      const { code } = record.latest;
      const prepared = takePrepared(record, ahead);
      if (prepared) {
        const changed = await changeCopy(code, prepared.copy, files, scope);
        replaceCode(record, code, changed, scope, prepared.version);
      } else {
        const key = JSON.stringify([scope.region, code.root, [...files.keys()].sort()]);
        const derive = async () => changeCopy(code, await copyCode(code, scope), files, scope);
        const made = derived.get(key) ?? derive();
        derived.set(key, made);
        replaceCode(record, code, await made, scope);
      }
      prepareLater(record, ahead, scope);
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

/** @param prepared the version that an environment was prepared for */
function replaceCode(
  record: FunctionRecord,
  old: CodePackage,
  code: CodePackage,
  scope: Scope,
  prepared?: FunctionVersion,
): void {
  // It was deployed anew in the meantime, which had the changed files as well.
  if (record.latest.code !== old) {
    if (prepared) void pools(scope).retire(prepared);
    return;
  }
  const { latest } = record;
  record.latest = newLatest(latest.settings, code);
  const retired: FunctionVersion[] = [latest];
  const named = new Set([...record.aliases.values()].map(({ functionVersion }) => functionVersion));
  for (const [number, version] of record.versions) {
    if (version.code !== old || !named.has(number)) continue;
    record.versions.set(number, { ...version, code });
    retired.push(version);
  }
  if (prepared) pools(scope).adopt(prepared, record.latest);
  else if (retired.some((version) => pools(scope).isWarm(version)))
    void pools(scope).warm(record, record.latest, scope);
  const left = retired.map((version) => pools(scope).retire(version));
  void Promise.all(left).then(() => (isUsed(old, scope) ? undefined : dropDerived(old, scope)));
}

/** Ends what was prepared for changes that do not come any more. */
export const forgetChanges = (cloud: Cloud, names: Iterable<string>): void => {
  for (const name of names) for (const { record, scope } of located(cloud, name)) dropPrepared(record, scope);
};

const isUsed = (code: CodePackage, scope: Scope): boolean =>
  [...lambdaStore(scope).functions.values()].some(
    ({ latest, versions }) =>
      latest.code.root === code.root ||
      [...versions.values()].some((version) => version.code.root === code.root),
  );

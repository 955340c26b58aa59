import { rm } from 'node:fs/promises';
import { type CodeCopy, copyCode } from './code/derive-code.ts';
import { newLatest } from './configuration.ts';
import { inspection } from './inspector/inspection.ts';
import { pools } from './invocation/pools.ts';
import type { LoadAhead } from './runtime/index.ts';
import type { FunctionRecord, FunctionVersion, Scope } from './types.ts';

/** A copy of a function's code that a change will make the next code, and an environment that waits for it. */
export interface PreparedCode {
  readonly copy: CodeCopy;
  readonly version: FunctionVersion;
}

interface Slot {
  timer?: NodeJS.Timeout;
  /** What it is prepared for, as long as that is $LATEST. */
  base?: FunctionVersion;
  prepared?: PreparedCode;
  ahead?: readonly LoadAhead[];
}

/**
 * How long after a change the next is prepared for, in ms: not while the first request runs on the new code, which would
 * share its processor.
 */
const LATER = 250;

const slots = new WeakMap<FunctionRecord, Slot>();

/** Prepares a function for the next change of its code, in a while. */
export function prepareLater(record: FunctionRecord, ahead: readonly LoadAhead[], scope: Scope): void {
  dropPrepared(record, scope);
  // A debugger would find an environment that does nothing.
  if (inspection(scope).byFunction.has(record.name)) return;
  const slot: Slot = {};
  slots.set(record, slot);
  slot.timer = setTimeout(() => {
    // Whoever does not call it is not waited for by a process.
    if (!pools(scope).isWarm(record.latest)) return;
    void prepare(record, slot, ahead, scope).catch(() => {
      // The next change then has to do without.
    });
  }, LATER).unref();
}

async function prepare(
  record: FunctionRecord,
  slot: Slot,
  ahead: readonly LoadAhead[],
  scope: Scope,
): Promise<void> {
  const base = record.latest;
  const copy = await copyCode(base.code, scope);
  const version = newLatest(base.settings, { ...base.code, root: copy.root });
  if (slots.get(record) !== slot || record.latest !== base) {
    await rm(copy.root, { recursive: true, force: true, maxRetries: 3 });
    return;
  }
  Object.assign(slot, { base, ahead, prepared: { copy, version } });
  await pools(scope).prepare(record, version, ahead, scope);
}

/**
 * @param ahead what the changed code imports: whatever was loaded has to be among it
 * @returns undefined where nothing is prepared for the code as it is now
 */
export function takePrepared(record: FunctionRecord, ahead: readonly LoadAhead[]): PreparedCode | undefined {
  const slot = slots.get(record);
  if (slot?.prepared === undefined || slot.base !== record.latest) return undefined;
  const known = new Set(ahead.map(String));
  if (!slot.ahead?.every((each) => known.has(String(each)))) return undefined;
  slots.delete(record);
  return slot.prepared;
}

export function dropPrepared(record: FunctionRecord, scope: Scope): void {
  const slot = slots.get(record);
  if (!slot) return;
  clearTimeout(slot.timer);
  slots.delete(record);
  const { prepared } = slot;
  if (!prepared) return;
  void pools(scope)
    .retire(prepared.version)
    .then(() => rm(prepared.copy.root, { recursive: true, force: true, maxRetries: 3 }));
}

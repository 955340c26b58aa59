import { pools } from './invocation/pools.ts';
import type { FunctionRecord, FunctionVersion, Scope } from './types.ts';

/** Puts a new $LATEST in service; the execution environments of the old one finish what they are doing and end. */
export function replaceLatest(record: FunctionRecord, latest: FunctionVersion, scope: Scope): void {
  const previous = record.latest;
  record.latest = latest;
  pools(scope).retire(previous);
}

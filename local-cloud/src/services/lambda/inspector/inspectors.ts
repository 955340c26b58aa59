import type { Cloud } from '../../../core/cloud.ts';
import { isErrno } from '../../../core/listen.ts';
import { defineStore, regionsOf } from '../../../core/store.ts';
import { pools } from '../invocation/pools.ts';
import { lambdaStore } from '../store.ts';
import { FunctionInspector } from './function-inspector.ts';
import { inspection } from './inspection.ts';

/** The port of the first function; Node's own, which debuggers look at. */
export const FIRST_INSPECTOR_PORT = 9229;

/** How many ports are tried for a function. */
const ATTEMPTS = 100;

/**
 * Opens an inspector for each function, at ports that follow each other, those that are taken left out. Environments that
 * start from here on can be debugged.
 *
 * @returns ports by function name
 */
export async function openInspectors(
  cloud: Cloud,
  functionNames: readonly string[],
  firstPort = FIRST_INSPECTOR_PORT,
): Promise<ReadonlyMap<string, number>> {
  const { byFunction } = made(cloud);
  let port = firstPort;
  for (const name of functionNames) {
    const known = byFunction.get(name);
    if (known) {
      port = known.port + 1;
      continue;
    }
    const inspector = new FunctionInspector(name, () => warm(cloud, name));
    port = await listenFrom(inspector, port);
    byFunction.set(name, inspector);
  }
  return new Map([...byFunction].map(([name, { port: at }]) => [name, at]));
}

/** Ends all sessions. Environments that were started to be debugged stay so until they end. */
export async function closeInspectors(cloud: Cloud): Promise<void> {
  const { byFunction } = made(cloud);
  const open = [...byFunction.values()];
  byFunction.clear();
  await Promise.all(open.map((inspector) => inspector.close()));
}

const made = (cloud: Cloud) => closing({ cloud, region: '' });

const closing = defineStore(
  'lambda-inspectors-open',
  (scope) => {
    scope.cloud.onClose(() => closeInspectors(scope.cloud));
    return inspection(scope);
  },
  { scope: 'global' },
);

async function listenFrom(inspector: FunctionInspector, first: number): Promise<number> {
  for (let port = first; ; port += 1) {
    try {
      await inspector.listen(port);
      return port + 1;
    } catch (error) {
      if (!isErrno(error, 'EADDRINUSE') || port >= first + ATTEMPTS) throw error;
    }
  }
}

function warm(cloud: Cloud, name: string): void {
  for (const region of regionsOf(cloud, 'lambda')) {
    const scope = { cloud, region, accountId: cloud.accountId };
    const record = lambdaStore(scope).functions.get(name);
    if (record) void pools(scope).warm(record, record.latest, scope);
  }
}

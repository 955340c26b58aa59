export { ExecutionEnvironmentPool, type PoolOptions } from './environment-pool.ts';
export { PoolClosedError, ThrottledError, UnsupportedRuntimeError } from './errors.ts';
export type {
  FunctionSpec,
  InvocationResult,
  InvokeOptions,
  LogEvent,
  LogSink,
} from './types.ts';
export { openWorld } from './world/open-world.ts';
export type { World } from './world/world.ts';

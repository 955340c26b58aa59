export { ExecutionEnvironmentPool, type PoolOptions } from './environment-pool.ts';
export { PoolClosedError, ThrottledError, UnsupportedRuntimeError } from './errors.ts';
export { provideModules } from './provided-modules.ts';
export type {
  FunctionSpec,
  InvocationResult,
  InvokeOptions,
  LogEvent,
  LogSink,
} from './types.ts';

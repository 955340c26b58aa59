export { ExecutionEnvironmentPool, type PoolOptions } from './environment-pool.ts';
export { PoolClosedError, StreamBrokenError, UnsupportedRuntimeError } from './errors.ts';
export { ProvisionedPool } from './provisioned-pool.ts';
export type {
  EnvironmentInspector,
  FunctionSpec,
  InspectedEnvironment,
  InvocationResult,
  InvokeOptions,
  LoadAhead,
  LogEvent,
  LogSink,
  World,
} from './types.ts';
export { openWorld } from './world/open-world.ts';

import type { PendingInvocation } from './underway.ts';

/** What an execution environment tells of itself. */
export interface EnvironmentOwner<ExecutionEnvironment> {
  /** The environment waits for an event. */
  onReady(environment: ExecutionEnvironment): void;
  /**
   * Init failed.
   * @returns the invocation to answer with the failure
   */
  onInitFailed(environment: ExecutionEnvironment): PendingInvocation | undefined;
  /** The environment ended before it took the event that was on its way to it. */
  onUnserved(pending: PendingInvocation): void;
  /** The environment takes no more events; what it was doing is still to be answered. */
  onEnding(environment: ExecutionEnvironment): void;
  /** The process is gone and its folder removed. */
  onGone(environment: ExecutionEnvironment): void;
}

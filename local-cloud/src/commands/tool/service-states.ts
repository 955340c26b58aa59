import path from 'node:path';
import type { StackProgress } from '../../core/events.ts';
import { failureReason, resourceFailure } from './failure-reason.ts';
import type { Composed, Failed, Packed, ToolMessage } from './tool-message.ts';

/** A service of the project, and how far its deployment is. */
export interface ServiceState {
  /** As compose calls it, or else as its configuration does. */
  name: string;
  readonly folder: string;
  /** Names as deployed. */
  functions: readonly string[];
  stack?: string;
  /** In which it is deployed. */
  region?: string;
  /** What its deployment is at, such as `packaging`; '' before it began. */
  phase: string;
  /** What of the phase: the resource that is made. */
  detail: string;
  /** When work on it began, by `performance.now()`. */
  startedAt: number;
  outcome?: 'deployed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  reason?: string;
  /** Folders of files that a build failed in, besides its own. */
  brokenFolders: readonly string[];
  /** Names of the services that it takes outputs of. */
  needs: readonly string[];
  /** What its last deployment packed. */
  packed?: Packed;
}

/** What a resource's status says of the stack. */
const PHASES = [
  [/ROLLBACK/, 'rolling back'],
  [/^CREATE_IN_PROGRESS/, 'creating resources'],
  [/^UPDATE_IN_PROGRESS/, 'updating resources'],
  [/^DELETE_IN_PROGRESS/, 'removing resources'],
] as const;

/** What is known of a project's services, from what the processes of its deploy tool tell. */
export class ServiceStates {
  readonly #states = new Map<string, ServiceState>();
  readonly #onChange: (state: ServiceState) => void;
  #composed = false;

  /** @param onChange called for a step and for an outcome */
  constructor(onChange: (state: ServiceState) => void) {
    this.#onChange = onChange;
  }

  all(): readonly ServiceState[] {
    return [...this.#states.values()];
  }

  apply(message: ToolMessage): void {
    if (message.type === 'composed') {
      this.#composed = true;
      for (const { id, path: folder, config, needs } of message.services) {
        this.#state({ cwd: path.resolve(message.root, folder), config }, id).needs = needs;
      }
      return;
    }
    const byName = 'id' in message ? this.all().find(({ name }) => name === message.id) : undefined;
    const name = message.type === 'begin' ? message.service : undefined;
    const state = byName ?? this.#state(message, name);
    this.#change(state, this.#changeBy(message, state));
  }

  #changeBy(message: Exclude<ToolMessage, Composed>, state: ServiceState): Partial<ServiceState> {
    switch (message.type) {
      case 'begin': {
        const { command, functions, stack = state.stack, region = state.region } = message;
        const phase = command === 'info' ? { phase: 'reading outputs', detail: '' } : {};
        return { functions, stack, region, ...phase };
      }
      case 'step': {
        const startedAt = message.step === 'starting' ? performance.now() : state.startedAt;
        return { phase: message.step, detail: '', startedAt };
      }
      case 'failed':
        // compose tells the outcome when the process is gone.
        return { ...failure(message, state), outcome: this.#composed ? state.outcome : 'failed' };
      case 'packed':
        return { packed: message };
      case 'reason':
        return { reason: state.reason ?? failureReason(message.message) };
      case 'outcome': {
        const needs = message.missing.join(' and ');
        const reason = needs ? `not deployed, as it needs ${needs}` : state.reason;
        return { outcome: message.outcome, reason: message.outcome === 'deployed' ? undefined : reason };
      }
      case 'done':
        // Under compose more follows: the service's outputs are read.
        return !this.#composed && message.command === 'deploy' ? { outcome: 'deployed' } : {};
    }
  }

  /** A step of a stack tells which resource its service's deployment is at. */
  applyStack(progress: StackProgress): void {
    const { stackName, logicalId, resourceType, status } = progress;
    const phase = PHASES.find(([pattern]) => pattern.test(status))?.[1];
    const state = this.all().find(({ stack, outcome }) => stack === stackName && !outcome);
    // The first one that fails is the reason of the whole.
    if (state) state.reason ??= resourceFailure(progress);
    if (state && phase && resourceType !== 'AWS::CloudFormation::Stack') {
      this.#change(state, { phase, detail: `${logicalId} (${resourceType})` });
    }
  }

  /**
   * Those that were not deployed, or those of some names, begin anew.
   *
   * @returns their names
   */
  restart(names?: readonly string[]): string[] {
    const again = this.all().filter(({ name, outcome }) =>
      names ? names.includes(name) : outcome !== 'deployed',
    );
    for (const state of again) {
      Object.assign(state, {
        outcome: undefined,
        reason: undefined,
        phase: '',
        detail: '',
        brokenFolders: [],
      });
      state.startedAt = performance.now();
    }
    return again.map(({ name }) => name);
  }

  /** The tool has ended: what it told nothing of is as its exit code and its output say. */
  settle(code: number | null, output: string): void {
    for (const state of this.all().filter(({ outcome }) => outcome === undefined)) {
      if (code === 0) this.#change(state, { outcome: 'deployed' });
      else this.#change(state, { outcome: 'failed', reason: state.reason ?? failureReason(output) });
    }
  }

  #change(state: ServiceState, change: Partial<ServiceState>): void {
    Object.assign(state, change);
    this.#onChange(state);
  }

  #state({ cwd, config }: Pick<ToolMessage, 'cwd' | 'config'>, name?: string): ServiceState {
    const key = JSON.stringify([cwd, config]);
    let state = this.#states.get(key);
    if (state === undefined) {
      state = {
        ...{ name: name ?? path.basename(cwd), folder: cwd, functions: [], phase: '', detail: '' },
        ...{ startedAt: performance.now(), brokenFolders: [], needs: [] },
      };
      this.#states.set(key, state);
    } else if (name !== undefined && !this.#composed) {
      state.name = name;
    }
    return state;
  }
}

function failure({ message, errors, cwd }: Failed, { reason }: ServiceState): Partial<ServiceState> {
  const brokenFolders = errors.flatMap(({ file }) => (file ? [path.dirname(path.resolve(cwd, file))] : []));
  return { reason: reason ?? failureReason(message, errors), brokenFolders };
}

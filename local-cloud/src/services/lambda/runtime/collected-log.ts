import type { FunctionLog } from '../../../core/cloud.ts';
import type { FunctionSpec } from './types.ts';

/** Beside the log itself, which keeps everything, this much of one invocation's is told. */
const MAX_MESSAGES = 1000;

/** What an execution environment has logged since its last invocation ended. */
export class CollectedLog {
  readonly #origin: Pick<FunctionSpec, 'functionName' | 'taskRoot'>;
  #messages: string[] = [];

  constructor({ functionName, taskRoot }: FunctionSpec) {
    this.#origin = { functionName, taskRoot };
  }

  add(message: string): void {
    if (this.#messages.push(message) > MAX_MESSAGES) this.#messages.shift();
  }

  /** @param failed whether the invocation that ends here failed */
  take(failed: boolean): FunctionLog {
    const messages = this.#messages;
    this.#messages = [];
    const { functionName, taskRoot } = this.#origin;
    return { functionName, taskRoot, messages, failed };
  }
}

import type { Reply } from './callers.ts';
import type { Call } from './events.ts';

/** What the parts of the contract get to work with; valid once the tests run. */
export interface ContractContext {
  /** First segment of the paths, `modulo1`. */
  name: string;
  /** Name of the id in the answers, `modulo1Id`. */
  keyName: string;
  call(call: Call): Promise<Reply>;
  /** Sends a body as `application/json`. */
  send(method: string, path: string, body: string | Buffer): Promise<Reply>;
}

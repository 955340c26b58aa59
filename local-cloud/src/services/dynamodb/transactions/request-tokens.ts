import { defineStore } from '../../../core/store.ts';
import type { OperationContext } from '../../service.ts';
import type { Json } from '../dynalite/types.ts';
import { modelled } from '../errors.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (ClientRequestToken) */
const VALID_MS = 10 * 60 * 1000;

interface Remembered {
  /** In JSON, as it came: dynalite's checks change what they check. */
  readonly input: string;
  readonly since: number;
  readonly output: Promise<Json>;
}

const remembered = defineStore('dynamodb-request-tokens', () => new Map<string, Remembered>());

/**
 * Does what a token was given for once: within ten minutes the same request gets the first one's answer.
 *
 * @throws AwsError IdempotentParameterMismatchException where the token was given with another request
 */
export function onceFor(
  token: string | undefined,
  input: Json,
  context: OperationContext,
  act: () => Promise<Json>,
): Promise<Json> {
  if (token === undefined) return act();
  const tokens = remembered(context);
  const given = JSON.stringify(input);
  const now = Date.now();
  for (const [known, { since }] of tokens) {
    if (now - since < VALID_MS) break;
    tokens.delete(known);
  }
  const before = tokens.get(token);
  if (before) {
    if (before.input !== given) {
      throw modelled(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request.',
      );
    }
    return before.output;
  }
  const output = act();
  tokens.set(token, { input: given, since: now, output });
  // A transaction that was cancelled has done nothing, so its token may be used for it again.
  output.catch(() => tokens.delete(token));
  return output;
}

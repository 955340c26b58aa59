import type { HttpResponse, StreamedAnswer } from './events/index.ts';
import { failureText } from './failure-text.ts';
import type { Outcome } from './outcome.ts';
import { beginStreaming } from './streaming.ts';
import type { CallOptions, FunctionAnswer, Target } from './target.ts';
import { within } from './within.ts';

/** How one front door calls a function, and reads what it answers. */
export interface Call {
  readonly target: Target;
  /** JSON. */
  readonly payload: Buffer;
  readonly options: CallOptions;
  /** The response that an answer makes which does not stream. */
  readonly response: (answer: FunctionAnswer) => HttpResponse;
  /** The head that an answer makes which streams; without it, none does. */
  readonly head?: (answer: StreamedAnswer) => Promise<HttpResponse>;
  /** How long the front door waits, in ms, for the answer or the stream's beginning, and what it throws then; for ever when missing. */
  readonly limit?: { readonly ms: number; readonly late: () => Error };
}

export interface Called extends Outcome {
  /** The function's answer, unless it streams still. */
  readonly answer?: FunctionAnswer;
  /** How long the function took as the front door sees it. */
  readonly latencyMs: number;
}

/**
 * Invokes a function, and answers with what it makes of the request.
 *
 * @returns once the answer is there, or its stream begins; `refused` says why what the function answered can't be sent
 * @throws what the target and the limit throw
 */
export async function call({ target, payload, options, response, head, limit }: Call): Promise<Called> {
  const started = performance.now();
  if (!head) {
    const answer = await within(target.invoke(payload, options), limit);
    const latencyMs = performance.now() - started;
    return whole(response(answer), answer, latencyMs);
  }
  const begun = beginStreaming((onStream) => target.invoke(payload, { ...options, onStream }));
  const { streamed, result } = await within(begun, limit);
  if (!streamed) {
    const answer = await result;
    return whole(response(answer), answer, performance.now() - started);
  }
  const begins = await head(streamed);
  const latencyMs = performance.now() - started;
  if (begins.refused === undefined) return { ...begins, stream: streamed.body, ending: result, latencyMs };
  streamed.body.destroy();
  return whole(begins, await result, latencyMs);
}

function whole(response: HttpResponse, answer: FunctionAnswer, latencyMs: number): Called {
  const { status, headers, body, refused } = response;
  const { coldStart, log } = answer;
  const error = failureText(answer, refused);
  return { status, headers, body, refused, coldStart, log, error, answer, latencyMs };
}

import type { FunctionAnswer } from '../../../data-plane/target.ts';

/** What a function says that it failed with. A runtime of one's own may report a failure in any form. */
export function messageOfFailure({ payload, functionError }: FunctionAnswer): string {
  try {
    const { errorMessage } = JSON.parse(payload.toString()) as { errorMessage?: unknown };
    return String(errorMessage ?? functionError);
  } catch {
    return String(functionError);
  }
}

/**
 * Waits for an answer no longer than a front door does. What was begun goes on; nobody waits for it any more.
 *
 * @throws what `late` makes, once so many milliseconds are over
 */
export async function within<T>(
  answer: Promise<T>,
  limit: { readonly ms: number; readonly late: () => Error } | undefined,
): Promise<T> {
  if (!limit) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(limit.late()), limit.ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { setImmediate } from 'node:timers/promises';

/** Work that takes longer lets other requests in between, in ms. */
const SLICE_MS = 8;

/** How often the clock is looked at, in steps. */
const STEPS = 64;

/** Divides long work: `if (slice.isOver()) await slice.next()` in its loop. */
export interface TimeSlice {
  isOver(): boolean;
  next(): Promise<void>;
}

/** @param steps after how many the clock is looked at: fewer where each is long */
export function timeSlice(steps = STEPS): TimeSlice {
  let until = performance.now() + SLICE_MS;
  let step = 0;
  return {
    isOver: () => {
      step += 1;
      return step % steps === 0 && performance.now() > until;
    },
    async next() {
      await setImmediate();
      until = performance.now() + SLICE_MS;
    },
  };
}

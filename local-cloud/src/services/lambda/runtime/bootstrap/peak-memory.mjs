import { openSync, readSync } from 'node:fs';

/** A look at /proc takes as long as the rest of a small answer; under load, one in so many milliseconds will do. */
const LOOK_MS = 20;

const buffer = Buffer.alloc(4096);
/** @type {number | undefined} */
let status;
try {
  status = openSync('/proc/self/status', 'r');
} catch {
  // No Linux.
}
let peak = 0;
let lookedAt = Number.NEGATIVE_INFINITY;

/**
 * The largest resident set that this process has had, in KB. The figure of `getrusage` won't do on Linux: it is also that
 * of the process which forked this one, large as local-cloud may be.
 * @see https://man7.org/linux/man-pages/man2/getrusage.2.html
 */
export function peakMemoryKb() {
  if (status === undefined) return process.resourceUsage().maxRSS;
  const now = performance.now();
  if (now - lookedAt < LOOK_MS) return peak;
  lookedAt = now;
  const length = readSync(status, buffer, 0, buffer.length, 0);
  const at = buffer.indexOf('VmHWM:');
  if (at !== -1 && at < length) peak = Number.parseInt(buffer.toString('latin1', at + 6, at + 24), 10);
  return peak;
}

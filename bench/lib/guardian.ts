/**
 * Ends the servers of a benchmark that is gone, whatever ended it: run as a process of its own, it is told of them on standard
 * input, a line each, `+PID` for one that began and `-PID` for one that has ended, and acts when that is closed.
 */
import { createInterface } from 'node:readline';
import { endTree } from '../../local-cloud/src/core/process-tree.ts';

const servers = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) servers.add(pid);
  else servers.delete(pid);
}
for (const pid of servers) endTree(pid, 'SIGINT');
// What does not end by that within seconds does not end by itself.
setTimeout(() => {
  for (const pid of servers) endTree(pid, 'SIGKILL');
}, 5000);

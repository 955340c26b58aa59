import { useRef, useState } from 'preact/hooks';
import type { RequestSummary } from '../../src/console/types.ts';
import { observed } from '../aws/observed.ts';
import { useLoad, useStream } from '../hooks.ts';

/** More would only cost memory: nobody scrolls back that far, and the endpoint has forgotten them. */
const MOST = 10_000;

interface Recorded {
  /** By which one recording is told from the next. */
  readonly since: number;
  readonly requests: readonly RequestSummary[];
}

/** Every request that is remembered and every one to come, oldest first. */
export function useRequests() {
  const all = useRef<RequestSummary[]>([]);
  const recording = useRef(0);
  const [, setRound] = useState(0);
  const add = (requests: readonly RequestSummary[]) => {
    const last = all.current.at(-1)?.sequence ?? 0;
    const next = [...all.current, ...requests.filter(({ sequence }) => sequence > last)];
    all.current = next.slice(-MOST);
    setRound((round) => round + 1);
  };
  const live = useStream('requests', { request: add });
  const { error, loading } = useLoad(async () => {
    const { since: begun, requests } = await observed<Recorded>('requests');
    if (begun !== recording.current) all.current = [];
    recording.current = begun;
    const known = new Set(requests.map(({ sequence }) => sequence));
    const since = all.current.filter(({ sequence }) => !known.has(sequence));
    all.current = [...requests, ...since].sort((a, b) => a.sequence - b.sequence);
    return undefined;
    // After a break the list is asked for again: the endpoint may have started anew, and counts from 1 then.
  }, [live]);
  const clear = () => {
    all.current = [];
    setRound((round) => round + 1);
  };
  return { requests: all.current, live, error, loading, clear };
}

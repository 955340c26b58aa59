import { type Dispatch, type StateUpdater, useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { CONSOLE } from '../src/console/paths.ts';

export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  reload(): void;
}

/**
 * Loads something, and again when what it depends on changes or `reload` is called; what was loaded last stays until then.
 * Reloads that are asked for while one is under way are one, after it.
 */
export function useLoad<T>(load: () => Promise<T>, dependencies: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ key?: string; data?: T; error?: Error; loading: boolean }>({
    loading: true,
  });
  const [round, setRound] = useState(0);
  const progress = useRef({ busy: false, again: false });
  const key = JSON.stringify(dependencies);
  useEffect(() => {
    let current = true;
    const now = { busy: true, again: false };
    progress.current = now;
    const end = (result: { data?: T; error?: Error }) => {
      now.busy = false;
      if (!current) return;
      setState({ key, loading: false, ...result });
      if (now.again) setRound((before) => before + 1);
    };
    setState((before) => (before.key === key ? { ...before, loading: true } : { key, loading: true }));
    load().then(
      (data) => end({ data }),
      (error: unknown) => end({ error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      current = false;
    };
  }, [key, round]);
  const reload = useCallback(() => {
    if (progress.current.busy) progress.current.again = true;
    else setRound((before) => before + 1);
  }, []);
  const fresh = state.key === key;
  return {
    data: fresh ? state.data : undefined,
    error: fresh ? state.error : undefined,
    loading: state.loading,
    reload,
  };
}

/** Follows what happens. @param query as `/_local-cloud/api/stream` takes it; undefined follows nothing */
export function useStream(
  query: string | undefined,
  listeners: Readonly<Record<string, (values: never) => void>>,
): boolean {
  const current = useRef(listeners);
  current.current = listeners;
  const [live, setLive] = useState(false);
  useEffect(() => {
    if (query === undefined) return undefined;
    const source = new EventSource(`${CONSOLE}api/stream?${query}`);
    source.onopen = () => setLive(true);
    source.onerror = () => setLive(false);
    for (const kind of Object.keys(current.current)) {
      source.addEventListener(kind, (event) => current.current[kind]?.(JSON.parse(event.data) as never));
    }
    return () => {
      source.close();
      setLive(false);
    };
  }, [query]);
  return live;
}

/** State that is there again when the page is opened anew. */
export function useStored<T>(key: string, initial: T): [T, Dispatch<StateUpdater<T>>] {
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = localStorage.getItem(`local-cloud:${key}`);
      return stored === null ? initial : (JSON.parse(stored) as T);
    } catch {
      return initial;
    }
  });
  useEffect(() => {
    try {
      localStorage.setItem(`local-cloud:${key}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing: the value lasts as long as the page.
    }
  }, [key, value]);
  return [value, setValue];
}

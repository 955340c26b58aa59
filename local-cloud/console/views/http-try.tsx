import { useEffect, useState } from 'preact/hooks';
import type { Span } from '../../src/console/types.ts';
import { observed } from '../aws/observed.ts';
import { useStored } from '../hooks.ts';
import { duration, t } from '../i18n.ts';
import { Failure, Field, Status } from '../parts/basics.tsx';
import { JsonText } from '../parts/json.tsx';
import { Trace } from '../parts/trace.tsx';
import { Exchange } from './exchange.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

interface Draft {
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly headers: string;
  readonly body: string;
  readonly trace: string;
  readonly function?: Span;
}

interface HttpTryProps {
  /** Under which the last request is remembered. */
  readonly name: string;
  /** The address as people know it. */
  readonly shown: string;
  /** Where the requests go: a path of this page's own origin, without a slash at its end. */
  readonly base: string;
  /** A route that was chosen, to begin with. */
  readonly route?: { readonly method: string; readonly path: string };
}

/** Sends a request to deployed code, and shows its answer and what the function got and gave. */
export function HttpTry({ name, shown, base, route }: HttpTryProps) {
  const [draft, setDraft] = useStored<Draft>(`try:${name}`, {
    method: 'GET',
    path: '/',
    headers: 'content-type: application/json',
    body: '',
  });
  const [running, setRunning] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    if (route) setDraft((before) => ({ ...before, method: route.method, path: route.path }));
  }, [route]);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const takesBody = draft.method !== 'GET' && draft.method !== 'HEAD';

  async function run(event?: Event): Promise<void> {
    event?.preventDefault();
    setRunning(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await send(base, draft, takesBody));
    } catch (thrown) {
      setError(thrown as Error);
    }
    setRunning(false);
  }
  return (
    <>
      <form class="form" onSubmit={run}>
        <div class="request-line">
          <select
            aria-label={t('method')}
            value={draft.method}
            onChange={({ currentTarget }) => set({ method: currentTarget.value })}
          >
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
          <span class="mono muted prefix" title={shown}>
            {shown.replace(/\/$/, '')}
          </span>
          <input
            class="mono"
            aria-label={t('path')}
            value={draft.path}
            onInput={({ currentTarget }) => set({ path: currentTarget.value })}
          />
          <button type="submit" class="primary" disabled={running}>
            {t(running ? 'running' : 'send')}
          </button>
        </div>
        <Field label={t('headers')}>
          <textarea
            class="mono"
            rows={2}
            spellcheck={false}
            value={draft.headers}
            onInput={({ currentTarget }) => set({ headers: currentTarget.value })}
          />
        </Field>
        {takesBody && (
          <Field label={t('body')}>
            <textarea
              class="mono"
              rows={6}
              spellcheck={false}
              value={draft.body}
              onInput={({ currentTarget }) => set({ body: currentTarget.value })}
            />
          </Field>
        )}
      </form>
      <div aria-live="polite">
        <Failure error={error} />
        {answer && <Answered {...answer} />}
      </div>
    </>
  );
}

function Answered({ status, ms, headers, body, trace, function: ran }: Answer) {
  return (
    <>
      <h3>
        <Status status={status} /> {duration(ms)}
      </h3>
      <JsonText label={t('body')} text={body} />
      <details>
        <summary>{t('headers')}</summary>
        <pre>{headers}</pre>
      </details>
      <Trace root={trace} />
      {ran?.functionName && (
        <>
          <h3>{t('gotAndGave', { name: ran.functionName })}</h3>
          <Exchange
            region={ran.region ?? ''}
            functionName={ran.functionName}
            requestId={ran.requestId ?? ''}
          />
        </>
      )}
    </>
  );
}

async function send(
  base: string,
  { method, path, headers, body }: Draft,
  takesBody: boolean,
): Promise<Answer> {
  // By its own trace the request is found again among those that were recorded.
  const trace = newTrace();
  const started = performance.now();
  const response = await fetch(`${base}${path.startsWith('/') ? path : `/${path}`}`, {
    method,
    headers: { ...headersOf(headers), 'x-amzn-trace-id': `Root=${trace}` },
    body: takesBody && body !== '' ? body : undefined,
    redirect: 'manual',
  });
  const text = await response.text();
  const ms = performance.now() - started;
  const { spans } = await observed<{ spans: Span[] }>(`traces/${trace}`).catch(() => ({ spans: [] }));
  return {
    status: response.status,
    ms,
    headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n'),
    body: text,
    trace,
    function: spans.find(({ kind }) => kind === 'function'),
  };
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

function newTrace(): string {
  const random = [...crypto.getRandomValues(new Uint8Array(12))];
  const hex = random.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `1-${Math.floor(Date.now() / 1000).toString(16)}-${hex}`;
}

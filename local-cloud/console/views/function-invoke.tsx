import { useState } from 'preact/hooks';
import { call } from '../aws/call.ts';
import { useStored } from '../hooks.ts';
import { duration, t } from '../i18n.ts';
import { Failure, Field } from '../parts/basics.tsx';
import { JsonEditor, JsonText, pretty, problemOf } from '../parts/json.tsx';
import { LogText } from '../parts/log-text.tsx';

interface Saved {
  readonly name: string;
  readonly event: string;
}

interface Result {
  readonly text: string;
  readonly failed: boolean;
  readonly ms: number;
  readonly log: string;
}

/** Invokes a function with an event, which can be saved under a name. */
export function Invoke({ name, region }: { readonly name: string; readonly region: string }) {
  const [event, setEvent] = useStored(`event:${region}:${name}`, '{}');
  const [saved, setSaved] = useStored<readonly Saved[]>(`events:${region}:${name}`, []);
  const [title, setTitle] = useState('');
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<Result>();
  const [error, setError] = useState<Error>();
  const broken = problemOf(event) !== undefined;

  async function run(): Promise<void> {
    if (broken || running) return;
    setRunning(true);
    setError(undefined);
    setResult(undefined);
    try {
      setResult(await invoke(name, event, region));
    } catch (thrown) {
      setError(thrown as Error);
    }
    setRunning(false);
  }
  function save(): void {
    if (title === '') return;
    const others = saved.filter((each) => each.name !== title);
    setSaved([...others, { name: title, event }].sort((a, b) => a.name.localeCompare(b.name)));
  }
  return (
    <>
      <form
        class="form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void run();
        }}
      >
        <div class="inline">
          <Field label={t('savedEvents')}>
            <select
              value=""
              disabled={saved.length === 0}
              onChange={({ currentTarget }) => {
                const chosen = saved.find((each) => each.name === currentTarget.value);
                if (!chosen) return;
                setEvent(chosen.event);
                setTitle(chosen.name);
              }}
            >
              <option value="">{t(saved.length === 0 ? 'noneSaved' : 'choose')}</option>
              {saved.map((each) => (
                <option key={each.name}>{each.name}</option>
              ))}
            </select>
          </Field>
          <Field label={t('saveAs')}>
            <input value={title} onInput={({ currentTarget }) => setTitle(currentTarget.value)} />
          </Field>
          <button type="button" onClick={save} disabled={title === '' || broken}>
            {t('save')}
          </button>
          {saved.some((each) => each.name === title) && (
            <button
              type="button"
              class="quiet"
              onClick={() => setSaved(saved.filter((each) => each.name !== title))}
            >
              {t('remove')}
            </button>
          )}
        </div>
        <JsonEditor label={t('event')} value={event} onInput={setEvent} onSubmit={run} />
        <div class="actions">
          <button type="submit" class="primary" disabled={broken || running}>
            {t(running ? 'running' : 'invoke')}
          </button>
          <button type="button" class="quiet" onClick={() => setEvent(pretty(event))} disabled={broken}>
            {t('layOut')}
          </button>
          <span class="muted">{t('ctrlEnter')}</span>
        </div>
      </form>
      <div aria-live="polite">
        <Failure error={error} />
        {result && (
          <>
            <h3>{t(result.failed ? 'failedIn' : 'answeredIn', { time: duration(result.ms) })}</h3>
            <JsonText label={t('answer')} text={result.text} />
            <h3>{t('log')}</h3>
            <LogText messages={result.log.split(/(?<=\n)/).filter((line) => line !== '')} />
          </>
        )}
      </div>
    </>
  );
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
async function invoke(name: string, event: string, region: string): Promise<Result> {
  const started = performance.now();
  const response = await call({
    service: 'lambda',
    region,
    method: 'POST',
    path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    headers: { 'x-amz-log-type': 'Tail', 'content-type': 'application/json' },
    body: event.trim() || '{}',
  });
  const text = await response.text();
  const log = atob(response.headers.get('x-amz-log-result') ?? '');
  return {
    text,
    failed: response.headers.has('x-amz-function-error'),
    ms: performance.now() - started,
    log: new TextDecoder().decode(Uint8Array.from(log, (character) => character.charCodeAt(0))),
  };
}

import { useRef, useState } from 'preact/hooks';
import type { LoggedLine } from '../../src/console/types.ts';
import { AwsFailure } from '../aws/call.ts';
import { type Json, logs } from '../aws/protocols.ts';
import { useLoad, useStream } from '../hooks.ts';
import { dateTime, number, t, time } from '../i18n.ts';
import { Command, Empty, Failure } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { JsonText } from '../parts/json.tsx';
import { levelOf, withoutCodes } from '../parts/log-text.tsx';

const MOST = 20_000;

/** A log group, oldest first, and what is written to it as it comes. */
export function LogTail({ group, region }: { readonly group: string; readonly region: string }) {
  const [pattern, setPattern] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<string>();
  const lines = useRef<readonly LoggedLine[]>([]);
  const [, setRound] = useState(0);
  const add = (more: readonly LoggedLine[]) => {
    const known = new Set(lines.current.slice(-2 * more.length - 2000).map(({ eventId }) => eventId));
    lines.current = [...lines.current, ...more.filter(({ eventId }) => !known.has(eventId))].slice(-MOST);
    setRound((round) => round + 1);
  };
  const query = new URLSearchParams({ log: `${region}:${group}`, pattern: asked }).toString();
  const live = useStream(query, { log: add });
  const { error, loading } = useLoad(async () => {
    const found = await history(group, asked, region);
    const known = new Set(found.map(({ eventId }) => eventId));
    lines.current = [...found, ...lines.current.filter(({ eventId }) => !known.has(eventId))].slice(-MOST);
    return found.length;
  }, [group, region, asked, live]);
  // A function that never ran has none yet, which is nothing wrong.
  const missing = error instanceof AwsFailure && error.code === 'ResourceNotFoundException';
  const selected = lines.current.find(({ eventId }) => eventId === chosen);
  return (
    <div class="tail">
      <form
        class="bar"
        onSubmit={(event) => {
          event.preventDefault();
          lines.current = [];
          setAsked(pattern.trim());
        }}
      >
        <span class={`live${live ? ' on' : ''}`} role="status">
          {t(live ? 'live' : 'notLive')}
        </span>
        <input
          type="search"
          class="mono"
          placeholder={t('filterPattern')}
          aria-label={t('filterPattern')}
          value={pattern}
          onInput={({ currentTarget }) => setPattern(currentTarget.value)}
        />
        <button type="submit">{t('filter')}</button>
        <span class="count">{number(lines.current.length)}</span>
      </form>
      <Failure error={missing ? undefined : error} />
      <Grid<LoggedLine>
        label={t('log')}
        columns={[
          {
            title: t('time'),
            width: '7.2rem',
            cell: ({ timestamp }) => <span class="mono muted">{time(timestamp)}</span>,
          },
          {
            title: t('message'),
            width: 'minmax(0, 1fr)',
            cell: ({ message }) => (
              <span class={`mono ${levelOf(message)}`}>{withoutCodes(message).slice(0, 500)}</span>
            ),
          },
        ]}
        count={lines.current.length}
        item={(index) => lines.current[index]}
        keyOf={({ eventId }) => eventId}
        selected={chosen}
        onSelect={({ eventId }) => setChosen(eventId === chosen ? undefined : eventId)}
        follow
      >
        {!loading && (!error || missing) && (
          <Empty title={t(asked === '' ? 'noLogLines' : 'noneMatches')}>
            {asked === '' && <Command>{`aws logs tail ${group} --follow`}</Command>}
          </Empty>
        )}
      </Grid>
      {selected && (
        <div class="line-detail">
          <p class="muted">
            {dateTime(selected.timestamp)} · <span class="mono">{selected.logStreamName}</span>
          </p>
          <JsonText
            label={t('message')}
            text={withoutCodes(selected.message).replace(/^[^\t{]*\t[^\t]*\t\w+\t(?=\{)/, '')}
          />
        </div>
      )}
    </div>
  );
}

async function history(group: string, filterPattern: string, region: string): Promise<LoggedLine[]> {
  const found: Json[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs('FilterLogEvents', { logGroupName: group, filterPattern, nextToken }, region);
    found.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found.slice(-MOST);
}

import { useMemo, useState } from 'preact/hooks';
import type { RequestSummary } from '../../src/console/types.ts';
import { duration, number, t, time } from '../i18n.ts';
import { Command, Empty, Failure, Status } from '../parts/basics.tsx';
import { type Column, Grid } from '../parts/grid.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { RequestPanel } from './request-panel.tsx';
import { useRequests } from './use-requests.ts';

const KINDS = ['all', 'deployed', 'api', 'failed'] as const;
type Kind = (typeof KINDS)[number];

/** Every request to local-cloud as it comes: of deployed code, and of the AWS API. */
export function Requests({ names }: Route) {
  const [sequence] = names;
  const { requests, live, error, clear } = useRequests();
  const [wanted, setWanted] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [own, setOwn] = useState(false);
  const shown = useMemo(
    () => requests.filter((request) => isWanted(request, wanted.toLowerCase(), kind, own)).reverse(),
    [requests, wanted, kind, own],
  );
  const tools = (
    <>
      <span class={`live${live ? ' on' : ''}`} role="status">
        {t(live ? 'live' : 'notLive')}
      </span>
      <input
        type="search"
        placeholder={t('filterRequests')}
        aria-label={t('filterRequests')}
        value={wanted}
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      <select
        aria-label={t('kind')}
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value as Kind)}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`kind_${each}`)}
          </option>
        ))}
      </select>
      <label class="check">
        <input type="checkbox" checked={own} onChange={() => setOwn(!own)} /> {t('ownRequests')}
      </label>
      <button type="button" class="quiet" onClick={clear}>
        {t('clear')}
      </button>
      <span class="count">{number(shown.length)}</span>
    </>
  );
  const list = (
    <>
      <Failure error={error} />
      <Grid<RequestSummary>
        label={t('requests')}
        columns={columns()}
        count={shown.length}
        item={(index) => shown[index]}
        keyOf={(request) => String(request.sequence)}
        selected={sequence}
        onSelect={(request) => go(['requests', String(request.sequence)])}
        pushed={shown[0]?.sequence}
        rowClass={(request) => (request.failed || request.status >= 500 ? 'failed' : '')}
      >
        <Empty title={t(requests.length > 0 ? 'noneMatches' : 'noRequests')}>
          {requests.length === 0 && <Command>npx sls deploy --stage local</Command>}
        </Empty>
      </Grid>
    </>
  );
  const detail = sequence ? <RequestPanel key={sequence} sequence={Number(sequence)} /> : undefined;
  return <Split title={t('requests')} tools={tools} list={list} detail={detail} back={['requests']} />;
}

const columns = (): Column<RequestSummary>[] => [
  { title: t('time'), width: '7.2rem', cell: ({ at }) => <span class="mono muted">{time(at)}</span> },
  { title: t('status'), width: '3.2rem', cell: ({ status }) => <Status status={status} /> },
  {
    title: t('request'),
    width: 'minmax(0, 1fr)',
    cell: ({ kind, method, path, target }) =>
      kind === 'api' ? (
        <span class="mono">{operation(target) ?? `${method} ${path}`}</span>
      ) : (
        <span class="mono">
          <b>{method}</b> {path}
        </span>
      ),
  },
  {
    title: t('answeredBy'),
    width: 'minmax(0, .5fr)',
    wide: true,
    cell: ({ kind, target }) => <span class="muted">{kind === 'api' ? target?.split(':')[0] : target}</span>,
  },
  {
    title: t('start'),
    width: '3.4rem',
    wide: true,
    cell: ({ coldStart }) =>
      coldStart === undefined ? (
        ''
      ) : (
        <span class={coldStart ? 'cold-start' : 'muted'}>{t(coldStart ? 'cold' : 'warm')}</span>
      ),
  },
  { title: t('duration'), width: '4.6rem', numeric: true, cell: ({ durationMs }) => duration(durationMs) },
];

const operation = (target: string | undefined) => target?.split(':')[1];

function isWanted(request: RequestSummary, text: string, kind: Kind, own: boolean): boolean {
  if (request.own && !own) return false;
  if (kind === 'api' && request.kind !== 'api') return false;
  if (kind === 'deployed' && request.kind === 'api') return false;
  if (kind === 'failed' && request.status < 400 && !request.failed) return false;
  if (text === '') return true;
  const { method, path, target = '', status } = request;
  return `${method} ${path} ${target} ${status}`.toLowerCase().includes(text);
}

import type { InvocationSummary, RequestSummary } from '../../src/console/types.ts';
import { observed } from '../aws/observed.ts';
import { useLoad, useStream } from '../hooks.ts';
import { duration, t, time } from '../i18n.ts';
import { Command, Empty, Failure } from '../parts/basics.tsx';
import { DurationChart } from '../parts/duration-chart.tsx';
import { Grid } from '../parts/grid.tsx';
import { Trace } from '../parts/trace.tsx';
import { go } from '../router.ts';
import { Exchange, invocationPath } from './exchange.tsx';

interface InvocationsProps {
  readonly name: string;
  readonly region: string;
  readonly selected?: string;
}

/** The last invocations of a function: how long they took, what they got and answered. */
export function Invocations({ name, region, selected }: InvocationsProps) {
  const { data, error, loading, reload } = useLoad(
    () => observed<{ invocations: InvocationSummary[] }>(invocationPath(region, name)),
    [name, region],
  );
  useStream('requests', {
    request: (requests: readonly RequestSummary[]) => {
      if (requests.some(({ functionName, target }) => functionName === name || target === 'lambda:Invoke'))
        reload();
    },
  });
  const invocations = data?.invocations ?? [];
  const newest = [...invocations].reverse();
  const chosen = newest.find(({ requestId }) => requestId === selected);
  return (
    <>
      <Failure error={error} />
      <DurationChart invocations={invocations} />
      <div class="short-list">
        <Grid<InvocationSummary>
          label={t('invocations')}
          columns={[
            {
              title: t('time'),
              width: '7.2rem',
              cell: ({ at }) => <span class="mono muted">{time(at)}</span>,
            },
            {
              title: t('outcome'),
              width: 'minmax(0, 1fr)',
              cell: ({ functionError }) => (
                <span class={`status ${functionError ? 'bad' : 'good'}`}>{functionError ?? 'OK'}</span>
              ),
            },
            {
              title: t('start'),
              width: '7rem',
              cell: ({ coldStart, initDurationMs = 0 }) =>
                coldStart ? (
                  <span class="cold-start">
                    {t('cold')} {duration(initDurationMs)}
                  </span>
                ) : (
                  <span class="muted">{t('warm')}</span>
                ),
            },
            {
              title: t('duration'),
              width: '5rem',
              numeric: true,
              cell: ({ durationMs }) => duration(durationMs),
            },
          ]}
          count={newest.length}
          item={(index) => newest[index]}
          keyOf={({ requestId }) => requestId}
          selected={selected}
          onSelect={({ requestId }) => go(['functions', name, 'invocations', requestId])}
        >
          {!loading && (
            <Empty title={t('noInvocations')}>
              <Command>{`aws lambda invoke --function-name ${name} /dev/stdout`}</Command>
            </Empty>
          )}
        </Grid>
      </div>
      {chosen && (
        <>
          {chosen.trace && <Trace root={chosen.trace} />}
          <Exchange {...{ region, functionName: name, requestId: chosen.requestId }} />
        </>
      )}
    </>
  );
}

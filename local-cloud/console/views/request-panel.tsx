import type { RequestDetails } from '../../src/console/types.ts';
import { observed } from '../aws/observed.ts';
import { useLoad } from '../hooks.ts';
import { dateTime, duration, t } from '../i18n.ts';
import { Copy, Facts, Failure, Status } from '../parts/basics.tsx';
import { LogText } from '../parts/log-text.tsx';
import { Trace } from '../parts/trace.tsx';
import { href } from '../router.ts';
import { Exchange } from './exchange.tsx';

/** One request: how it went through services, what its function wrote, got and answered. */
export function RequestPanel({ sequence }: { readonly sequence: number }) {
  const { data, error } = useLoad(() => observed<RequestDetails>(`requests/${sequence}`), [sequence]);
  if (error) return <Failure error={error} />;
  if (!data) return null;
  const { functionName, region = '', requestId } = data;
  return (
    <article>
      <h2 class="mono">
        {data.kind === 'api' ? data.target : `${data.method} ${data.path}`} <Status status={data.status} />
      </h2>
      <Facts
        facts={[
          [t('time'), dateTime(data.at)],
          [t('duration'), duration(data.durationMs)],
          [
            t('function'),
            functionName && <a href={href(['functions', functionName], region)}>{functionName}</a>,
          ],
          [t('start'), data.coldStart === undefined ? undefined : t(data.coldStart ? 'cold' : 'warm')],
          [t('region'), region],
          [
            t('requestId'),
            requestId && (
              <span class="mono">
                {requestId} <Copy text={requestId} />
              </span>
            ),
          ],
          [t('traceId'), data.trace && <span class="mono">{data.trace}</span>],
        ]}
      />
      {data.error && (
        <pre class="failure" role="alert">
          {data.error}
        </pre>
      )}
      {data.trace && (
        <section>
          <h3>{t('trace')}</h3>
          <Trace root={data.trace} current={sequence} />
        </section>
      )}
      {functionName && (
        <section>
          <h3>
            {t('log')}{' '}
            <a href={href(['logs', `/aws/lambda/${functionName}`], region)}>/aws/lambda/{functionName}</a>
          </h3>
          <LogText messages={data.log} />
        </section>
      )}
      {functionName && requestId && data.remembered && <Exchange {...{ region, functionName, requestId }} />}
    </article>
  );
}

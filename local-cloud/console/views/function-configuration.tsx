import type { Json } from '../aws/protocols.ts';
import { bytes, dateTime, number, t } from '../i18n.ts';
import { Copy, Facts, State } from '../parts/basics.tsx';
import { href } from '../router.ts';

/** @param found as GetFunction answers */
export function FunctionConfiguration({ found, url }: { readonly found: Json; readonly url?: string }) {
  const { Configuration: of, Tags = {}, Concurrency } = found;
  const variables = Object.entries<string>(of.Environment?.Variables ?? {}).sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return (
    <>
      <Facts
        facts={[
          ['URL', url && <a href={url}>{url}</a>],
          [t('state'), of.State && <State>{of.State}</State>],
          [t('runtime'), of.Runtime],
          [t('handler'), <span class="mono">{of.Handler}</span>],
          [t('memory'), `${number(of.MemorySize)} MB`],
          [t('timeout'), `${number(of.Timeout)} s`],
          [t('temporary'), of.EphemeralStorage && `${number(of.EphemeralStorage.Size)} MB`],
          [t('codeSize'), bytes(of.CodeSize)],
          [t('concurrency'), Concurrency?.ReservedConcurrentExecutions],
          [t('layers'), of.Layers?.map(({ Arn }: Json) => <div class="mono">{Arn}</div>)],
          [t('role'), <span class="mono">{of.Role}</span>],
          [
            'ARN',
            <span class="mono">
              {of.FunctionArn} <Copy text={of.FunctionArn} />
            </span>,
          ],
          [t('modified'), dateTime(of.LastModified)],
          [
            t('stack'),
            Tags['aws:cloudformation:stack-name'] && (
              <a href={href(['stacks', Tags['aws:cloudformation:stack-name']])}>
                {Tags['aws:cloudformation:stack-name']}
              </a>
            ),
          ],
        ]}
      />
      <h3>{t('environment')}</h3>
      {variables.length === 0 && <p class="muted">{t('noVariables')}</p>}
      <Facts
        facts={variables.map(
          ([name, value]) => [<span class="mono">{name}</span>, <span class="mono">{value}</span>] as never,
        )}
      />
    </>
  );
}

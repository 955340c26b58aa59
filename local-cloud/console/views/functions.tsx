import { allPages, type Json, rest } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { bytes, number, t } from '../i18n.ts';
import { Command, Empty, Failure, Tabs } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { FunctionConfiguration } from './function-configuration.tsx';
import { Invocations } from './function-invocations.tsx';
import { Invoke } from './function-invoke.tsx';
import { FunctionUrl } from './function-url.tsx';
import { LogTail } from './log-tail.tsx';

const listFunctions = (region: string) =>
  allPages<Json>(async (marker) => {
    const query = marker === undefined ? '' : `?Marker=${encodeURIComponent(marker)}`;
    const { Functions, NextMarker } = await rest('lambda', 'GET', `/2015-03-31/functions/${query}`, region);
    return { items: Functions, token: NextMarker };
  });

/** The functions of a region. */
export function Functions({ names, region }: Route) {
  const { data, error, loading } = useLoad(() => listFunctions(region), [region]);
  const functions = (data ?? []).toSorted((a, b) => a.FunctionName.localeCompare(b.FunctionName));
  const [name, tab = 'configuration', ...more] = names;
  const list = (
    <>
      <Failure error={error} />
      <Grid<Json>
        label={t('functions')}
        columns={[
          { title: t('name'), width: 'minmax(0, 1fr)', cell: (each) => each.FunctionName },
          { title: t('runtime'), width: '6.5rem', wide: true, cell: (each) => each.Runtime },
          {
            title: t('memory'),
            width: '5rem',
            numeric: true,
            wide: true,
            cell: (each) => `${number(each.MemorySize)} MB`,
          },
          { title: t('codeSize'), width: '5.5rem', numeric: true, cell: (each) => bytes(each.CodeSize) },
        ]}
        count={functions.length}
        item={(index) => functions[index]}
        keyOf={(each) => each.FunctionName}
        selected={name}
        onSelect={(each) => go(['functions', each.FunctionName])}
      >
        {!loading && (
          <Empty title={t('noFunctions', { region })}>
            <Command>npx sls deploy --stage local</Command>
          </Empty>
        )}
      </Grid>
    </>
  );
  const detail = name ? <Detail key={`${region}/${name}`} {...{ name, tab, region, more }} /> : undefined;
  return <Split title={t('functions')} list={list} detail={detail} back={['functions']} slim />;
}

interface DetailProps {
  readonly name: string;
  readonly tab: string;
  readonly region: string;
  readonly more: readonly string[];
}

function Detail({ name, tab, region, more }: DetailProps) {
  const { data, error } = useLoad(
    () => rest('lambda', 'GET', `/2015-03-31/functions/${encodeURIComponent(name)}`, region),
    [name, region],
  );
  const urls = useLoad(
    () => rest('lambda', 'GET', `/2021-10-31/functions/${encodeURIComponent(name)}/urls`, region),
    [name, region],
  );
  const [url] = urls.data?.FunctionUrlConfigs ?? [];
  if (error) return <Failure error={error} />;
  if (!data) return null;
  const tabs = [
    ['configuration', t('configuration')],
    ['invoke', t('invoke')],
    ...(url ? [['url', 'URL'] as const] : []),
    ['invocations', t('invocations')],
    ['logs', t('logs')],
  ] as const;
  return (
    <article class={tab === 'logs' ? 'fills' : undefined}>
      <h2>{name}</h2>
      <Tabs base={['functions', name]} tabs={tabs} current={tab} />
      {tab === 'configuration' && <FunctionConfiguration found={data} url={url?.FunctionUrl} />}
      {tab === 'invoke' && <Invoke name={name} region={region} />}
      {tab === 'url' && url && <FunctionUrl url={url.FunctionUrl} arn={url.FunctionArn} />}
      {tab === 'invocations' && <Invocations name={name} region={region} selected={more[0]} />}
      {tab === 'logs' && (
        <LogTail
          group={data.Configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`}
          region={region}
        />
      )}
    </article>
  );
}

import { allPages, type Json, logs } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { bytes, t } from '../i18n.ts';
import { Command, Empty, Failure } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { LogTail } from './log-tail.tsx';

const listGroups = (region: string) =>
  allPages<Json>(async (nextToken) => {
    const page = await logs('DescribeLogGroups', { nextToken }, region);
    return { items: page.logGroups, token: page.nextToken };
  });

/** The log groups of a region, and what is written to the chosen one. */
export function LogGroups({ names, region }: Route) {
  const { data = [], error, loading } = useLoad(() => listGroups(region), [region]);
  const [name] = names;
  const list = (
    <>
      <Failure error={error} />
      <Grid<Json>
        label={t('logGroups')}
        columns={[
          { title: t('name'), width: 'minmax(0, 1fr)', cell: (each) => each.logGroupName },
          { title: t('size'), width: '5rem', numeric: true, cell: (each) => bytes(each.storedBytes ?? 0) },
        ]}
        count={data.length}
        item={(index) => data[index]}
        keyOf={(each) => each.logGroupName}
        selected={name}
        onSelect={(each) => go(['logs', each.logGroupName])}
      >
        {!loading && (
          <Empty title={t('noLogGroups', { region })}>
            <Command>aws logs create-log-group --log-group-name notes</Command>
          </Empty>
        )}
      </Grid>
    </>
  );
  const detail = name && (
    <article class="fills" key={`${region}/${name}`}>
      <h2>{name}</h2>
      <LogTail group={name} region={region} />
    </article>
  );
  return <Split title={t('logGroups')} list={list} detail={detail} back={['logs']} slim />;
}

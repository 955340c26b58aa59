import { call, parseXml } from '../aws/call.ts';
import { membersOf, textOf } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { dateTime, t } from '../i18n.ts';
import { Command, Empty, Failure } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { Bucket, TOP } from './bucket.tsx';

interface BucketFacts {
  readonly name: string;
  readonly created: string;
}

async function listBuckets(region: string): Promise<BucketFacts[]> {
  const answer = parseXml(await (await call({ service: 's3', region })).text());
  return membersOf(answer, 'Buckets', 'Bucket').map((bucket) => ({
    name: textOf(bucket, 'Name'),
    created: textOf(bucket, 'CreationDate'),
  }));
}

/** All buckets, and the objects of the chosen one. */
export function Buckets({ names, region }: Route) {
  const { data = [], error, loading } = useLoad(() => listBuckets(region), [region]);
  const [name, prefix = '', key] = names;
  const list = (
    <>
      <Failure error={error} />
      <Grid<BucketFacts>
        label={t('buckets')}
        columns={[
          { title: t('name'), width: 'minmax(0, 1fr)', cell: (bucket) => bucket.name },
          { title: t('created'), width: '12rem', wide: true, cell: ({ created }) => dateTime(created) },
        ]}
        count={data.length}
        item={(index) => data[index]}
        keyOf={(bucket) => bucket.name}
        selected={name}
        onSelect={(bucket) => go(['buckets', bucket.name])}
      >
        {!loading && (
          <Empty title={t('noBuckets')}>
            <Command>aws s3 mb s3://pictures</Command>
          </Empty>
        )}
      </Grid>
    </>
  );
  const folder = prefix === TOP ? '' : prefix;
  const detail = name && (
    <Bucket key={`${name}/${folder}`} {...{ name, region }} prefix={folder} selected={key} />
  );
  return <Split title={t('buckets')} list={list} detail={detail} back={['buckets']} slim />;
}

import { useRef } from 'preact/hooks';
import { allPages, cloudformation, membersOf, textOf } from '../aws/protocols.ts';
import { useLoad, useStream } from '../hooks.ts';
import { dateTime, t } from '../i18n.ts';
import { Command, Empty, Failure, State } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { Stack, type StackFacts } from './stack.tsx';

const listStacks = (region: string) =>
  allPages<StackFacts>(async (token) => {
    const answer = await cloudformation('DescribeStacks', token ? { NextToken: token } : {}, region);
    const [result] = answer.getElementsByTagName('DescribeStacksResult');
    return { items: membersOf(answer, 'Stacks').map(factsOf), token: result && textOf(result, 'NextToken') };
  });

function factsOf(stack: Element): StackFacts {
  return {
    name: textOf(stack, 'StackName'),
    id: textOf(stack, 'StackId'),
    status: textOf(stack, 'StackStatus'),
    reason: textOf(stack, 'StackStatusReason'),
    changed: textOf(stack, 'LastUpdatedTime') || textOf(stack, 'CreationTime'),
    outputs: membersOf(stack, 'Outputs').map((output) => ({
      key: textOf(output, 'OutputKey'),
      value: textOf(output, 'OutputValue'),
      export: textOf(output, 'ExportName'),
    })),
  };
}

/** The stacks of a region, as they change. */
export function Stacks({ names, region }: Route) {
  const { data = [], error, loading, reload } = useLoad(() => listStacks(region), [region]);
  const round = useRef(0);
  useStream('stacks', {
    stack: () => {
      round.current += 1;
      reload();
    },
  });
  const [name, tab = 'resources'] = names;
  const chosen = data.find((stack) => stack.name === name);
  const list = (
    <>
      <Failure error={error} />
      <Grid<StackFacts>
        label={t('stacks')}
        columns={[
          { title: t('name'), width: 'minmax(0, 1fr)', cell: (stack) => stack.name },
          { title: t('status'), width: 'minmax(0, .8fr)', cell: ({ status }) => <State>{status}</State> },
          { title: t('modified'), width: '12rem', wide: true, cell: ({ changed }) => dateTime(changed) },
        ]}
        count={data.length}
        item={(index) => data[index]}
        keyOf={(stack) => stack.name}
        selected={name}
        onSelect={(stack) => go(['stacks', stack.name])}
      >
        {!loading && (
          <Empty title={t('noStacks', { region })}>
            <Command>npx sls deploy --stage local</Command>
            <Command>npx local-cloud up</Command>
          </Empty>
        )}
      </Grid>
    </>
  );
  const detail = chosen && (
    <Stack key={`${region}/${name}`} stack={chosen} {...{ region, tab }} round={round.current} />
  );
  const missing = name && !chosen && !loading ? <p class="muted">{t('noSuchStack', { name })}</p> : undefined;
  return <Split title={t('stacks')} list={list} detail={detail ?? missing} back={['stacks']} />;
}

import { allPages, cloudformation, membersOf, textOf } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { t, time } from '../i18n.ts';
import { Copy, Facts, Failure, State, Tabs } from '../parts/basics.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { Grid } from '../parts/grid.tsx';
import { JsonText } from '../parts/json.tsx';
import { href } from '../router.ts';

export interface StackFacts {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly changed: string;
  readonly outputs: readonly { readonly key: string; readonly value: string; readonly export: string }[];
}

interface Resource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

interface StackEvent extends Resource {
  readonly id: string;
  readonly at: number;
}

interface StackProps {
  readonly stack: StackFacts;
  readonly region: string;
  readonly tab: string;
  /** Goes up whenever something happened to a stack. */
  readonly round: number;
}

/** One stack: what it is made of, what happened to it, and how far its deployment is. */
export function Stack({ stack, region, tab, round }: StackProps) {
  const StackName = stack.id;
  const resources = useLoad(() => listResources(StackName, region), [StackName, region, round]);
  const template = useLoad(() => getTemplate(StackName, region), [StackName, region, stack.status]);
  const tabs = [
    ['resources', t('resources')],
    ['events', t('events')],
    ['outputs', t('outputs')],
    ['template', t('template')],
  ] as const;
  const remove = () => cloudformation('DeleteStack', { StackName }, region);
  return (
    <article class={tab === 'template' ? undefined : 'fills'}>
      <header class="title">
        <h2>{stack.name}</h2>
        <State>{stack.status}</State>
        <ConfirmButton label={t('delete')} question={t('deleteStack', { name: stack.name })} act={remove} />
      </header>
      {stack.reason && <p class="muted">{stack.reason}</p>}
      {stack.status.endsWith('_IN_PROGRESS') && (
        <Progress resources={resources.data ?? []} template={template.data ?? ''} />
      )}
      <Tabs base={['stacks', stack.name]} tabs={tabs} current={tab} />
      {tab === 'resources' && (
        <>
          <Failure error={resources.error} />
          <Resources resources={resources.data ?? []} />
        </>
      )}
      {tab === 'events' && <Events {...{ StackName, region, round }} />}
      {tab === 'outputs' && <Outputs stack={stack} />}
      {tab === 'template' && (
        <>
          <Failure error={template.error} />
          {template.data !== undefined && <JsonText label={t('template')} text={template.data} />}
        </>
      )}
    </article>
  );
}

function Progress({
  resources,
  template,
}: {
  readonly resources: readonly Resource[];
  readonly template: string;
}) {
  const all = Math.max(resources.length, countResources(template));
  const done = resources.filter(({ status }) => status.endsWith('_COMPLETE')).length;
  return (
    <p class="progress">
      <progress aria-label={t('progress')} max={all || 1} value={done} /> {done} / {all}
    </p>
  );
}

function Resources({ resources }: { readonly resources: readonly Resource[] }) {
  return (
    <Grid<Resource>
      label={t('resources')}
      columns={[
        { title: t('name'), width: 'minmax(0, 1fr)', cell: ({ logicalId }) => logicalId },
        {
          title: t('type'),
          width: 'minmax(0, 1fr)',
          wide: true,
          cell: ({ type }) => <span class="muted">{type}</span>,
        },
        { title: t('physicalId'), width: 'minmax(0, 1.2fr)', cell: (resource) => <Physical {...resource} /> },
        { title: t('status'), width: 'minmax(0, .9fr)', cell: ({ status }) => <State>{status}</State> },
      ]}
      count={resources.length}
      item={(index) => resources[index]}
      keyOf={({ logicalId }) => logicalId}
    />
  );
}

/** The views that show resources of a type. */
const VIEW_OF: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'functions',
  'AWS::DynamoDB::Table': 'tables',
  'AWS::S3::Bucket': 'buckets',
  'AWS::Logs::LogGroup': 'logs',
  'AWS::ApiGateway::RestApi': 'apis',
  'AWS::ApiGatewayV2::Api': 'apis',
};

function Physical({ type, physicalId }: Resource) {
  const view = VIEW_OF[type];
  if (view === undefined || physicalId === '') return <span class="mono muted">{physicalId}</span>;
  return (
    <a class="mono" href={href([view, physicalId])}>
      {physicalId}
    </a>
  );
}

function Events({ StackName, region, round }: { StackName: string; region: string; round: number }) {
  const { data = [], error } = useLoad(() => listEvents(StackName, region), [StackName, region, round]);
  return (
    <>
      <Failure error={error} />
      <Grid<StackEvent>
        label={t('events')}
        columns={[
          { title: t('time'), width: '7.2rem', cell: ({ at }) => <span class="mono muted">{time(at)}</span> },
          { title: t('name'), width: 'minmax(0, .9fr)', cell: ({ logicalId }) => logicalId },
          { title: t('status'), width: 'minmax(0, 1fr)', cell: ({ status }) => <State>{status}</State> },
          {
            title: t('reason'),
            wide: true,
            width: 'minmax(0, 1.1fr)',
            cell: ({ reason }) => <span title={reason}>{reason}</span>,
          },
        ]}
        count={data.length}
        item={(index) => data[index]}
        keyOf={({ id }) => id}
        pushed={data.length}
      />
    </>
  );
}

function Outputs({ stack }: { readonly stack: StackFacts }) {
  if (stack.outputs.length === 0) return <p class="muted">{t('noOutputs')}</p>;
  return (
    <Facts
      facts={stack.outputs.map((output) => [
        output.key,
        <>
          <span class="mono">{output.value}</span> <Copy text={output.value} />
          {output.export && <div class="muted">{t('exportedAs', { name: output.export })}</div>}
        </>,
      ])}
    />
  );
}

const resourceOf = (element: Element): Resource => ({
  logicalId: textOf(element, 'LogicalResourceId'),
  physicalId: textOf(element, 'PhysicalResourceId'),
  type: textOf(element, 'ResourceType'),
  status: textOf(element, 'ResourceStatus'),
  reason: textOf(element, 'ResourceStatusReason'),
});

const listResources = (StackName: string, region: string) =>
  allPages<Resource>(async (token) => {
    const answer = await cloudformation(
      'ListStackResources',
      { StackName, ...(token && { NextToken: token }) },
      region,
    );
    const [result] = answer.getElementsByTagName('ListStackResourcesResult');
    return {
      items: membersOf(answer, 'StackResourceSummaries').map(resourceOf),
      token: result && textOf(result, 'NextToken'),
    };
  });

const listEvents = (StackName: string, region: string) =>
  allPages<StackEvent>(async (token) => {
    const answer = await cloudformation(
      'DescribeStackEvents',
      { StackName, ...(token && { NextToken: token }) },
      region,
    );
    const [result] = answer.getElementsByTagName('DescribeStackEventsResult');
    const items = membersOf(answer, 'StackEvents').map((event) => ({
      ...resourceOf(event),
      id: textOf(event, 'EventId'),
      at: Date.parse(textOf(event, 'Timestamp')),
    }));
    return { items, token: result && textOf(result, 'NextToken') };
  });

async function getTemplate(StackName: string, region: string): Promise<string> {
  const answer = await cloudformation('GetTemplate', { StackName }, region);
  return answer.getElementsByTagName('TemplateBody')[0]?.textContent ?? '';
}

/** How many resources a template has; 0 for one that is no JSON. */
function countResources(template: string): number {
  try {
    return Object.keys(JSON.parse(template).Resources).length;
  } catch {
    return 0;
  }
}

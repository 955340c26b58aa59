import { allPages, dynamodb, type Json } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { bytes, dateTime, number, t } from '../i18n.ts';
import { Command, Empty, Facts, Failure, State, Tabs } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { JsonText } from '../parts/json.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { Items } from './items.tsx';

const listTables = (region: string) =>
  allPages<string>(async (ExclusiveStartTableName) => {
    const page = await dynamodb('ListTables', { ExclusiveStartTableName }, region);
    return { items: page.TableNames, token: page.LastEvaluatedTableName };
  });

/** The tables of a region, and the items of the chosen one. */
export function Tables({ names, region }: Route) {
  const { data = [], error, loading } = useLoad(() => listTables(region), [region]);
  const [name, tab = 'items', key] = names;
  const list = (
    <>
      <Failure error={error} />
      <Grid<string>
        label={t('tables')}
        columns={[{ title: t('name'), width: 'minmax(0, 1fr)', cell: (each) => each }]}
        count={data.length}
        item={(index) => data[index]}
        keyOf={(each) => each}
        selected={name}
        onSelect={(each) => go(['tables', each])}
      >
        {!loading && (
          <Empty title={t('noTables', { region })}>
            <Command>
              aws dynamodb create-table --table-name rooms --attribute-definitions
              AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH --billing-mode
              PAY_PER_REQUEST
            </Command>
          </Empty>
        )}
      </Grid>
    </>
  );
  const detail = name && (
    <Table key={`${region}/${name}`} name={name} tab={tab} selected={key} region={region} />
  );
  return <Split title={t('tables')} list={list} detail={detail} back={['tables']} slim />;
}

interface TableProps {
  readonly name: string;
  readonly tab: string;
  readonly selected?: string;
  readonly region: string;
}

function Table({ name, tab, selected, region }: TableProps) {
  const { data, error, reload } = useLoad(
    () => dynamodb('DescribeTable', { TableName: name }, region),
    [name, region],
  );
  if (error) return <Failure error={error} />;
  if (!data) return null;
  const tabs = [
    ['items', t('items')],
    ['description', t('description')],
  ] as const;
  return (
    <article class={tab === 'items' ? 'fills' : undefined}>
      <h2>{name}</h2>
      <Tabs base={['tables', name]} tabs={tabs} current={tab} />
      {tab === 'items' ? (
        <Items table={data.Table} selected={selected} region={region} onChanged={reload} />
      ) : (
        <Description table={data.Table} />
      )}
    </article>
  );
}

function Description({ table }: { readonly table: Json }) {
  const keys = (schema: Json[]) =>
    schema.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(', ');
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return (
    <>
      <Facts
        facts={[
          [t('state'), <State>{table.TableStatus}</State>],
          [t('items'), number(table.ItemCount)],
          [t('size'), bytes(table.TableSizeBytes)],
          [t('key'), keys(table.KeySchema)],
          [t('billing'), table.BillingModeSummary?.BillingMode ?? 'PROVISIONED'],
          [t('stream'), table.StreamSpecification?.StreamViewType],
          [t('created'), dateTime(table.CreationDateTime * 1000)],
          ['ARN', <span class="mono">{table.TableArn}</span>],
          ...indexes.map(
            ({ IndexName, KeySchema }: Json) => [`${t('index')} ${IndexName}`, keys(KeySchema)] as const,
          ),
        ]}
      />
      <JsonText label="DescribeTable" text={JSON.stringify(table)} />
    </>
  );
}

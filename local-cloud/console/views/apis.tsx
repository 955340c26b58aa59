import { useState } from 'preact/hooks';
import { observed } from '../aws/observed.ts';
import { type Json, rest } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { t } from '../i18n.ts';
import { Command, Empty, Facts, Failure, Field } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { Split } from '../parts/split.tsx';
import { go, type Route } from '../router.ts';
import { HttpTry } from './http-try.tsx';

interface Entry {
  readonly id: string;
  readonly kind: 'REST API' | 'HTTP API' | 'function URL';
  readonly name: string;
  readonly url?: string;
}

interface ApiRoute {
  readonly method: string;
  readonly path: string;
  readonly target: string;
}

async function listApis(region: string): Promise<Entry[]> {
  const [restApis, httpApis, known] = await Promise.all([
    rest('apigateway', 'GET', '/restapis?limit=500', region),
    rest('apigateway', 'GET', '/v2/apis?maxResults=500', region),
    observed<{ addresses: { name: string; kind: string; url: string }[] }>('addresses'),
  ]);
  const urls = known.addresses.filter(({ kind }) => kind === 'function URL');
  return [
    ...(httpApis.items ?? []).map(({ apiId, name, apiEndpoint }: Json) => ({
      id: apiId,
      kind: 'HTTP API',
      name,
      url: apiEndpoint,
    })),
    ...(restApis.item ?? []).map(({ id, name }: Json) => ({ id, kind: 'REST API', name })),
    ...urls.map(({ name, url }) => ({ id: name, kind: 'function URL' as const, name, url })),
  ].sort((a, b) => a.name.localeCompare(b.name) || a.kind.localeCompare(b.kind));
}

/** What deployed code can be asked through: REST APIs, HTTP APIs and function URLs. */
export function Apis({ names, region }: Route) {
  const { data = [], error, loading } = useLoad(() => listApis(region), [region]);
  const [id] = names;
  const chosen = data.find((entry) => entry.id === id && entry.kind !== 'function URL');
  const list = (
    <>
      <Failure error={error} />
      <Grid<Entry>
        label={t('apis')}
        columns={[
          { title: t('name'), width: 'minmax(0, 1fr)', cell: ({ name }) => name },
          { title: t('kindOfApi'), width: '7rem', cell: ({ kind }) => <span class="muted">{kind}</span> },
          {
            title: 'URL',
            width: 'minmax(0, 1.4fr)',
            wide: true,
            cell: ({ url }) => <span class="mono muted">{url}</span>,
          },
        ]}
        count={data.length}
        item={(index) => data[index]}
        keyOf={({ kind, id: key }) => `${kind} ${key}`}
        selected={chosen && `${chosen.kind} ${chosen.id}`}
        onSelect={({ kind, id: key }) =>
          go(kind === 'function URL' ? ['functions', key, 'url'] : ['apis', key])
        }
      >
        {!loading && (
          <Empty title={t('noApis', { region })}>
            <Command>npx sls deploy --stage local</Command>
          </Empty>
        )}
      </Grid>
    </>
  );
  const detail = chosen && <Api key={`${region}/${id}`} entry={chosen} region={region} />;
  return <Split title={t('apis')} list={list} detail={detail} back={['apis']} slim />;
}

function Api({ entry, region }: { readonly entry: Entry; readonly region: string }) {
  const isRest = entry.kind === 'REST API';
  const { data, error } = useLoad(() => (isRest ? restApi : httpApi)(entry.id, region), [entry.id, region]);
  const [stage, setStage] = useState<string>();
  const [route, setRoute] = useState<ApiRoute>();
  if (error) return <Failure error={error} />;
  if (!data) return null;
  const shown = stage ?? data.stages[0];
  const base = isRest
    ? `/restapis/${entry.id}/${shown}/_user_request_`
    : `/_aws/execute-api/${entry.id}/${encodeURIComponent(shown ?? '')}`;
  return (
    <article>
      <h2>{entry.name}</h2>
      <Facts
        facts={[
          ['id', <span class="mono">{entry.id}</span>],
          [t('kindOfApi'), entry.kind],
          ['URL', entry.url && <a href={entry.url}>{entry.url}</a>],
        ]}
      />
      <div class="short-list routes">
        <Grid<ApiRoute>
          label={t('routes')}
          columns={[
            { title: t('method'), width: '5rem', cell: ({ method }) => <b class="mono">{method}</b> },
            {
              title: t('path'),
              width: 'minmax(0, 1fr)',
              cell: ({ path }) => <span class="mono">{path}</span>,
            },
            {
              title: t('answeredBy'),
              width: 'minmax(0, 1fr)',
              wide: true,
              cell: ({ target }) => <span class="muted">{target}</span>,
            },
          ]}
          count={data.routes.length}
          item={(index) => data.routes[index]}
          keyOf={({ method, path }) => `${method} ${path}`}
          selected={route && `${route.method} ${route.path}`}
          onSelect={(chosen) =>
            setRoute({ ...chosen, method: /^(ANY|\$default)$/.test(chosen.method) ? 'GET' : chosen.method })
          }
        />
      </div>
      {shown === undefined ? (
        <p class="muted">{t('noStage')}</p>
      ) : (
        <>
          {data.stages.length > 1 && (
            <Field label={t('stage')}>
              <select value={shown} onChange={({ currentTarget }) => setStage(currentTarget.value)}>
                {data.stages.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </Field>
          )}
          <h3>{t('try')}</h3>
          <HttpTry
            name={`${entry.id}/${shown}`}
            shown={`${location.origin}${base}`}
            base={base}
            route={route}
          />
        </>
      )}
    </article>
  );
}

interface Described {
  readonly stages: readonly string[];
  readonly routes: readonly ApiRoute[];
}

async function restApi(id: string, region: string): Promise<Described> {
  const [stages, resources] = await Promise.all([
    rest('apigateway', 'GET', `/restapis/${id}/stages`, region),
    rest('apigateway', 'GET', `/restapis/${id}/resources?embed=methods&limit=500`, region),
  ]);
  const routes = (resources.item ?? []).flatMap(({ path, resourceMethods = {} }: Json) =>
    Object.entries<Json>(resourceMethods).map(([method, of]) => ({
      method,
      path,
      target: targetOf(of?.methodIntegration?.uri ?? ''),
    })),
  );
  return {
    stages: (stages.item ?? []).map(({ stageName }: Json) => stageName),
    routes: routes.sort(
      (a: ApiRoute, b: ApiRoute) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
    ),
  };
}

async function httpApi(id: string, region: string): Promise<Described> {
  const [stages, routes, integrations] = await Promise.all(
    ['stages', 'routes', 'integrations'].map((part) =>
      rest('apigateway', 'GET', `/v2/apis/${id}/${part}?maxResults=500`, region),
    ),
  );
  const uris = new Map<string, string>(
    (integrations.items ?? []).map(({ integrationId, integrationUri = '' }: Json) => [
      `integrations/${integrationId}`,
      integrationUri,
    ]),
  );
  return {
    stages: (stages.items ?? []).map(({ stageName }: Json) => stageName),
    routes: (routes.items ?? []).map(({ routeKey, target }: Json) => {
      const [method = '', path = '/'] = routeKey.split(' ');
      return { method, path, target: targetOf(uris.get(target) ?? '') };
    }),
  };
}

/** The function's name in an integration's URI. */
const targetOf = (uri: string): string => /:function:([^/:]+)/.exec(uri)?.[1] ?? uri;

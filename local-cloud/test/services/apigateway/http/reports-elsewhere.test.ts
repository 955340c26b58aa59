import { Fixture, failure, read } from './support.ts';

/** What users of other tools reported as unlike AWS, with what AWS does: each tried here. */

let fixture: Fixture;
let api: string;
let staged: string;
beforeAll(async () => {
  fixture = await Fixture.start();
  api = (await fixture.api(['GET /projects/{id}', 'ANY /agents/{proxy+}', 'GET /items', 'GET /{proxy+}']))
    .url;
  const named = await fixture.api(['ANY /agents/{proxy+}'], { stage: { StageName: 'dev' } });
  staged = `${named.url}/dev`;
});
afterAll(() => fixture.close());

interface Event {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: unknown;
  readonly pathParameters?: unknown;
  readonly requestContext: { readonly stage: string; readonly http: { readonly path: string } };
}
const get = async (url: string, headers: Record<string, string> = {}): Promise<Event> =>
  (await fetch(url, { headers })).json() as Promise<Event>;

describe('an event of format 2.0', () => {
  it('names its route with curly brackets, and has no query where there was none (SAM CLI 3463)', async () => {
    const event = await get(`${api}/projects/7`);
    expect([event.routeKey, event.pathParameters]).toEqual(['GET /projects/{id}', { id: '7' }]);
    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event).not.toHaveProperty('cookies');
    expect(event).not.toHaveProperty('body');
  });

  it('joins values of one name (SAM CLI 3194)', async () => {
    expect((await get(`${api}/items?test_ids=1&test_ids=2`)).queryStringParameters).toEqual({
      test_ids: '1,2',
    });
  });

  it('keeps rawQueryString as it was sent (MiniStack 1035)', async () => {
    const event = await get(`${api}/items?scope=openid%20profile`);
    expect([event.rawQueryString, event.queryStringParameters]).toEqual([
      'scope=openid%20profile',
      { scope: 'openid profile' },
    ]);
  });

  it('leaves the default stage out of its paths (kumo 871)', async () => {
    const { rawPath, requestContext } = await get(`${api}/items`);
    expect([rawPath, requestContext.http.path, requestContext.stage]).toEqual([
      '/items',
      '/items',
      '$default',
    ]);
  });

  it('leads its paths with a named stage, but not those of its route (serverless-wsgi 191, Powertools 621)', async () => {
    const { rawPath, requestContext, routeKey, pathParameters } = await get(`${staged}/agents/1234`);
    expect([rawPath, requestContext.http.path, routeKey, pathParameters]).toEqual([
      '/dev/agents/1234',
      '/dev/agents/1234',
      'ANY /agents/{proxy+}',
      { proxy: '1234' },
    ]);
  });

  it('has its path decoded (aws-lambda-fastify 169)', async () => {
    expect((await get(`${api}/a%2Fb`)).rawPath).toBe('/a/b');
  });

  it('has cookies apart from the headers (mangum 153)', async () => {
    const event = await get(`${api}/items`, { cookie: 'cookie1; cookie2' });
    expect([event.cookies, event.headers.cookie]).toEqual([['cookie1', 'cookie2'], undefined]);
  });
});

describe('an answer', () => {
  it('has each cookie in a header of its own (LocalStack 12577, MiniStack 749)', async () => {
    expect((await fetch(`${api}/items?do=plain`)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('is whatever a function returns without a status (serverless-offline 1097)', async () => {
    expect(await read(await fetch(`${api}/items?do=bare`))).toEqual({
      ...{ status: 200, type: 'application/json', body: '{"hello":"world"}' },
    });
  });

  it('has no CORS headers that nobody asked for, nor has OPTIONS a route (serverless-offline 1213)', async () => {
    const headers = { Origin: 'https://page.example', 'Access-Control-Request-Method': 'GET' };
    const answer = await fetch(`${api}/items`, { headers });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const preflight = await fetch(`${api}/items`, { method: 'OPTIONS', headers });
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(await read(preflight)).toEqual(failure(404, 'Not Found'));
  });
});

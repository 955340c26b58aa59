import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { inChromium, launch, newPage } from './browser.ts';
import { functionWithUrl, startLambdaCloud } from './support.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

inChromium('who can use the console', () => {
  let cloud: Awaited<ReturnType<typeof startLambdaCloud>>;
  let browser: Browser;
  beforeAll(async () => {
    cloud = await startLambdaCloud();
    browser = await launch();
    const url = await functionWithUrl(
      cloud.lambda,
      'used',
      `console.log('{"level":"error"}'); return 'used';`,
    );
    await fetch(`${url}used`);
    await create('kept');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await cloud.close();
  });

  const table = (name: string) =>
    JSON.stringify({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
  const dynamodb = async (operation: string, body: string) => {
    const headers = {
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
    };
    return (await fetch(cloud.config.endpoint, { method: 'POST', headers, body })).json();
  };
  const create = (name: string) => dynamodb('CreateTable', table(name));

  const VIEWS = [
    'requests',
    'requests/1',
    'functions/used',
    'functions/used/invoke',
    'functions/used/url',
    'functions/used/invocations',
    'functions/used/logs',
    'apis',
    'tables/kept',
    'tables/kept/description',
    'buckets',
    'logs',
    'stacks',
  ];

  it.each([
    ['light', 'en-US', 1280],
    ['dark', 'pt-BR', 390],
  ] as const)(
    'is whoever reads with another sense or by keys: nothing axe-core finds, in %s and %s at %i',
    async (colorScheme, locale, width) => {
      const { page, complaints } = await newPage(browser, { colorScheme, locale, width });
      // The page's own policy lets no script in; the tool is no part of it.
      await page.addInitScript({ path: AXE });
      const problems: string[] = [];
      for (const view of VIEWS) {
        await page.goto(`${cloud.config.endpoint}/_local-cloud/#/${view}`);
        await page.locator('main h1').first().waitFor({ state: 'attached' });
        await page.waitForLoadState('load');
        await page
          .locator('.row:not(.head), .empty, .facts, textarea')
          .first()
          .waitFor({ state: 'attached' });
        const found = await page.evaluate(async () => {
          const axe = (
            globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
            }
          ).axe;
          return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        problems.push(...found.map((text) => `${view} ${text}`));
        const wider = await page
          .locator('html')
          .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
        if (wider > 0) problems.push(`${view} is ${wider} px wider than the window`);
      }
      expect(problems).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    90_000,
  );

  it('speaks Portuguese to who reads it, and English when that is chosen', async () => {
    const { page } = await newPage(browser, { locale: 'pt-BR' });
    await page.goto(`${cloud.config.endpoint}/_local-cloud/`);
    await page.getByRole('heading', { name: 'Requisições' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
    await page.getByLabel('Idioma').selectOption('English');
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('is no page of another origin: it can neither read nor act', async () => {
    const pages: Server = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<p>evil'),
    );
    pages.listen(0, '127.0.0.1');
    await once(pages, 'listening');
    const { page } = await newPage(browser);
    await page.goto(`http://evil.example:${(pages.address() as AddressInfo).port}/`);
    const outcomes = await page.evaluate(
      async ([endpoint = '', body = '']) => {
        const tried = (path: string, options?: RequestInit) =>
          fetch(`${endpoint}${path}`, options).then(
            async (response) => `${response.type} ${(await response.text()).length}`,
            () => 'refused',
          );
        const target = { 'x-amz-target': 'DynamoDB_20120810.CreateTable' };
        return Promise.all([
          tried('/_local-cloud/api/requests'),
          tried('/_local-cloud/api/requests', { mode: 'no-cors' }),
          tried('/_local-cloud/api/stream?requests'),
          tried('/', { method: 'POST', headers: target, body }),
          tried('/?Action=CreateStack', { method: 'POST', mode: 'no-cors', body: 'Action=CreateStack' }),
          tried('/made-by-evil', { method: 'PUT' }),
        ]);
      },
      [cloud.config.endpoint, table('made-by-evil')],
    );
    expect(outcomes.filter((outcome) => outcome !== 'refused' && outcome !== 'opaque 0')).toEqual([]);
    expect(await dynamodb('ListTables', '{}')).toEqual({ TableNames: ['kept'] });
    pages.closeAllConnections();
    pages.close();
    await page.context().close();
  });
});

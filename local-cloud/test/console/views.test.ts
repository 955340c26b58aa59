import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Browser } from 'playwright-core';
import { inChromium, launch, newPage, type Page } from './browser.ts';
import { functionWithUrl, startLambdaCloud } from './support.ts';

const TEMPLATE = JSON.stringify({
  Resources: { Notes: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'of-a-stack' } } },
});

inChromium('the views of the console', () => {
  let cloud: Awaited<ReturnType<typeof startLambdaCloud>>;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    cloud = await startLambdaCloud();
    browser = await launch();
    ({ page, complaints } = await newPage(browser));
  }, 60_000);
  afterEach(() => expect(complaints).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await cloud.close();
  });

  const open = async (hash: string) => {
    await page.goto('about:blank');
    await page.goto(`${cloud.config.endpoint}/_local-cloud/${hash}`);
  };
  const row = (text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

  it('shows a request as it comes, what its function wrote, got and answered', async () => {
    const url = await functionWithUrl(
      cloud.lambda,
      'shown',
      `console.log('I ran'); return { id: event.rawPath };`,
    );
    await open('#/requests');
    await page.getByText('No request yet').or(page.getByRole('row')).first().waitFor();
    await page.getByRole('status').filter({ hasText: 'live' }).waitFor();
    await fetch(`${url}sala90`);
    await row('/sala90').click();
    await page.getByText('I ran').waitFor();
    await page.getByText('"rawPath": "/sala90"').waitFor();
    await page.getByText('"id": "/sala90"').waitFor();
    expect(await page.getByRole('list', { name: 'Trace' }).getByRole('listitem').count()).toBe(2);
    expect(page.url()).toMatch(/#\/requests\/\d+$/);
  });

  it('opens what the arrow keys reach with Enter', async () => {
    await open('#/requests');
    await row('/sala90').waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2 }).waitFor();
    expect(await page.locator('[aria-selected=true]').count()).toBe(1);
  });

  it('invokes a function with an event, and keeps that under a name', async () => {
    await functionWithUrl(cloud.lambda, 'asked', `console.log('with', event.n); return event.n + 1;`);
    await open('#/functions');
    await row('asked').click();
    await page.getByText('Timeout').waitFor();
    await page.getByRole('link', { name: 'Invoke' }).click();
    await page.getByLabel('Event', { exact: true }).fill('{"n": 41}');
    await page.getByLabel('Save as').fill('forty-one');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Invoke' }).click();
    await page.getByText('Answered in').waitFor();
    expect(await page.getByLabel('Answer', { exact: true }).textContent()).toBe('42');
    await page.getByText('INFO\twith 41').waitFor();
    await page.reload();
    await page.getByLabel('Event', { exact: true }).fill('{}');
    await page.getByLabel('Saved events').selectOption('forty-one');
    expect(await page.getByLabel('Event', { exact: true }).inputValue()).toBe('{"n": 41}');
    await page.getByRole('link', { name: 'Invocations' }).click();
    await page.getByRole('img', { name: /Duration/ }).waitFor();
    await page.getByText('cold 1 ·', { exact: false }).waitFor();
  });

  it("asks a function's URL, whose answer another origin's page could not read", async () => {
    await functionWithUrl(
      cloud.lambda,
      'tried',
      `return { method: event.requestContext.http.method, body: event.body };`,
    );
    await open('#/functions/tried/url');
    await page.getByLabel('Method').selectOption('PUT');
    await page.getByLabel('Path').fill('/rooms/1');
    await page.getByLabel('Body', { exact: true }).fill('{"chairs":4}');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('"method": "PUT"').first().waitFor();
    await page.getByText('What tried got and answered').waitFor();
    await page.getByText('"rawPath": "/rooms/1"').waitFor();
  });

  it('follows a log group and filters it', async () => {
    const logs = new CloudWatchLogsClient(cloud.config);
    const names = { logGroupName: 'followed', logStreamName: 'one' };
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'followed' }));
    await logs.send(new CreateLogStreamCommand(names));
    const write = (...messages: string[]) => {
      const timestamp = Date.now();
      return logs.send(
        new PutLogEventsCommand({ ...names, logEvents: messages.map((message) => ({ timestamp, message })) }),
      );
    };
    await write('first', 'ERROR second');
    await open('#/logs/followed');
    await row('first').waitFor();
    await page.getByRole('status').filter({ hasText: 'live' }).waitFor();
    await write('\u001b[1;31mthird\u001b[0m in red');
    await row(/third in red$/).waitFor();
    await page.getByRole('searchbox').fill('ERROR');
    await page.getByRole('button', { name: 'Filter' }).click();
    await row('first').waitFor({ state: 'detached' });
    await page.getByRole('status').filter({ hasText: 'live' }).waitFor();
    await write('fourth', 'ERROR fifth');
    await row('ERROR fifth').waitFor();
    expect(await row('fourth').count()).toBe(0);
    logs.destroy();
  });

  it('shows 10,000 lines of a log, of which those in sight are in the document', async () => {
    const logs = new CloudWatchLogsClient(cloud.config);
    const names = { logGroupName: 'long', logStreamName: 'one' };
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'long' }));
    await logs.send(new CreateLogStreamCommand(names));
    const timestamp = Date.now();
    const logEvents = Array.from({ length: 10_000 }, (_, n) => ({ timestamp, message: `line ${n}` }));
    await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
    await open('#/logs/long');
    await row('line 9999').waitFor();
    const grid = page.getByRole('grid', { name: 'Log', exact: true });
    expect(await grid.getAttribute('aria-rowcount')).toBe('10001');
    expect(await grid.getByRole('row').count()).toBeLessThan(100);
    await grid.focus();
    await page.keyboard.press('Home');
    await row('line 0').first().waitFor();
    logs.destroy();
  });

  it('puts files into a bucket, shows and deletes them', async () => {
    const s3 = new S3Client({ ...cloud.config, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'files' }));
    await open('#/buckets/files');
    await page.getByText('Nothing is here').waitFor();
    const buffer = Buffer.from('{"olá":1}');
    await page.getByLabel('Upload').setInputFiles({ name: 'a b.json', mimeType: 'application/json', buffer });
    await row('a b.json').click();
    await page.getByText('"olá": 1').waitFor();
    const stored = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'a b.json' }));
    expect([stored.ContentType, await stored.Body?.transformToString()]).toEqual([
      'application/json',
      '{"olá":1}',
    ]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('a b.json');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing is here').waitFor();
    s3.destroy();
  });

  it('shows a stack while it is made, and deletes it', async () => {
    await open('#/stacks');
    await page.getByText('No stack in').waitFor();
    await fetch(cloud.config.endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        Action: 'CreateStack',
        Version: '2010-05-15',
        StackName: 'made',
        TemplateBody: TEMPLATE,
      }),
    });
    await row('made').click();
    await row('Notes').filter({ hasText: 'CREATE_COMPLETE' }).waitFor();
    await page.getByRole('link', { name: 'Events' }).click();
    await row('CREATE_IN_PROGRESS').first().waitFor();
    await page.getByRole('link', { name: 'Template' }).click();
    await page.getByText('"LogGroupName"').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No stack in').waitFor();
  });
});

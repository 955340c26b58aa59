import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Browser } from 'playwright-core';
import { inChromium, launch, newPage, type Page } from './browser.ts';
import { startCloud } from './support.ts';

const MANY = 100_000;
const itInCi = process.env.CI ? it : it.skip;

inChromium('the items of a table in the console', () => {
  let cloud: Awaited<ReturnType<typeof startCloud>>;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let dynamodb: DynamoDBClient;
  beforeAll(async () => {
    cloud = await startCloud();
    dynamodb = new DynamoDBClient(cloud.config);
    browser = await launch();
    ({ page, complaints } = await newPage(browser));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    dynamodb.destroy();
    await cloud.close();
  });

  /** Makes a table of that many items: `sensor` of ten, `at` counted. */
  async function fill(TableName: string, count: number): Promise<void> {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'sensor', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'sensor', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
      }),
    );
    const item = (at: number) => ({
      PutRequest: {
        Item: { sensor: { S: `s${at % 10}` }, at: { N: String(at) }, odd: { BOOL: at % 2 === 1 } },
      },
    });
    for (let at = 0; at < count; at += 25) {
      const requests = Array.from({ length: Math.min(25, count - at) }, (_, index) => item(at + index));
      await fetch(cloud.endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': 'DynamoDB_20120810.BatchWriteItem',
          'content-type': 'application/x-amz-json-1.0',
        },
        body: JSON.stringify({ RequestItems: { [TableName]: requests } }),
      });
    }
  }
  const open = async (hash: string) => {
    await page.goto('about:blank');
    await page.goto(`${cloud.endpoint}/_local-cloud/${hash}`);
  };
  const rows = () => page.getByRole('grid', { name: 'Items' }).locator('.rows').getByRole('row');
  const run = () => page.getByRole('button', { name: 'Run' }).click();
  const counted = (text: string) => page.getByRole('status').filter({ hasText: text }).first().waitFor();

  it('queries a key, filters a scan, and runs a statement', async () => {
    await fill('searched', 60);
    await open('#/tables/searched');
    await counted('60');
    await page.getByLabel('Search').selectOption('query');
    await page.getByLabel('sensor', { exact: true }).fill('s3');
    await page.getByLabel('at', { exact: true }).selectOption('>');
    await page.getByLabel('Value').fill('30');
    await run();
    await counted('3');
    expect(await rows().allTextContents()).toEqual(['s333true', 's343true', 's353true']);
    await page.getByLabel('Search').selectOption('scan');
    await page.getByLabel('Filter by attribute').fill('odd');
    await page.getByLabel('Value').fill('true');
    await run();
    await counted('30');
    await page.getByLabel('Search').selectOption('partiql');
    await page.getByLabel('Statement').fill(`SELECT * FROM "searched" WHERE sensor = 's1' AND "at" = 41`);
    await run();
    await counted('1');
    await page.getByLabel('Statement').fill('SELECT nonsense');
    await run();
    await page.getByRole('alert').filter({ hasText: 'ValidationException' }).waitFor();
    // The browser itself says of each answer that is an error that it was one.
    expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
  }, 60_000);

  it('changes an item as it was typed, without a digit lost, makes one, and deletes it', async () => {
    await fill('changed', 3);
    const Key = { sensor: { S: 's1' }, at: { N: '1' } };
    await open('#/tables/changed');
    await rows().filter({ hasText: 's1' }).click();
    const exact = '12345678901234567890123456789012345678';
    const item = `{"sensor":{"S":"s1"},"at":{"N":"1"},"long":{"N":"${exact}"}}`;
    await page.getByLabel('Item', { exact: true }).getByRole('textbox').fill(item);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'changed', Key }));
    expect(Item).toEqual({ ...Key, long: { N: exact } });
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await counted('2');
    await page.getByRole('button', { name: 'New item' }).click();
    await page.getByLabel('Item', { exact: true }).getByRole('textbox').fill('{"sensor":{"S":"s9"}}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: 'Missing the key at' }).waitFor();
    expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
  }, 60_000);

  itInCi(
    process.env.CI
      ? 'scrolls to the end of 100,000 items'
      : 'scrolls to the end of 100,000 items (skipped: in CI alone)',
    async () => {
      await fill('long', MANY);
      await open('#/tables/long');
      const grid = page.getByRole('grid', { name: 'Items' });
      await rows().first().waitFor();
      expect(await grid.getAttribute('aria-rowcount')).toBe(String(MANY + 1));
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await counted('100,000');
      await page
        .locator(`[aria-rowindex="${MANY + 1}"]`)
        .filter({ hasText: /^s\d/ })
        .waitFor();
      // What is out of sight is not in the document.
      expect(await rows().count()).toBeLessThan(100);
    },
    180_000,
  );
});

import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Browser } from 'playwright-core';
import { inChromium, launch, newPage, type Page } from './browser.ts';
import { startCloud } from './support.ts';

const Bucket = 'odd';
/** Keys as they are opened: folders, one in another, then the object in them. */
const KEYS = [
  ['a/', '/', 'b'],
  ['/', 'lead'],
  ['%2F'],
  ['with space + plus'],
  ['emoji 🙂'],
  ['control \u0001'],
  ['q?a=b#c&d'],
  ['"quo\'te"<b>'],
  [`${'x'.repeat(1000)}/`, 'y'.repeat(23)],
];

inChromium('the console’s view of objects', () => {
  let cloud: Awaited<ReturnType<typeof startCloud>>;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    cloud = await startCloud();
    const s3 = new S3Client({ ...cloud.config, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    for (const [index, parts] of [...KEYS, ['dots/', '../', 'x']].entries())
      await s3.send(new PutObjectCommand({ Bucket, Key: parts.join(''), Body: `content ${index}.` }));
    s3.destroy();
    browser = await launch();
    ({ page, complaints } = await newPage(browser));
  }, 60_000);
  afterEach(() => expect(complaints).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await cloud.close();
  });

  async function open(parts: readonly string[]): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${cloud.config.endpoint}/_local-cloud/#/buckets/${Bucket}`);
    const objects = page.getByRole('grid', { name: 'Objects' });
    for (const part of parts) {
      // What Chromium shows of a control character is the character.
      await objects.getByText(part, { exact: true }).click();
    }
  }

  it('opens keys of any characters, in folders of any names', async () => {
    for (const [index, parts] of KEYS.entries()) {
      await open(parts);
      const panel = page.getByRole('region', { name: parts.join('') });
      await panel.getByText(`content ${index}.`).waitFor();
    }
  }, 60_000);

  it('says which keys a browser can not ask for', async () => {
    await open(['dots/', '../', 'x']);
    await page.getByText('A browser can’t ask for a key with “.” or “..” between slashes.').waitFor();
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
  }, 30_000);
});

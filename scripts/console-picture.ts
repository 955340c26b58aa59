/**
 * `npm run picture`: the pictures of the console in docs/, from a real run: local-cloud is started, modulo1 deployed to it and
 * asked, and Chromium shows what that came to.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startProject } from '../local-cloud/src/main.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const HELP = `Usage: npm run picture

Writes docs/console.png. It needs a Chromium: chromium in the PATH, or CHROME_PATH.
`;
const MOST_BYTES = 150_000;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else await write(path.join(root, 'docs', 'console.png'));

async function write(file: string): Promise<void> {
  process.stderr.write('Deploying modulo1 …\n');
  const project = await startProject(path.join(root, 'modulo1'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    // Grey edges of letters take half the bytes that coloured ones do.
    args: ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    await use(project.urls.modulo1 ?? '');
    const page = await browser.newPage({ viewport: { width: 1020, height: 530 }, locale: 'en-US' });
    // As people open it, by its name.
    await page.goto(`${project.endpoint.replace('127.0.0.1', 'localhost')}/_local-cloud/`);
    await choose(page);
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
    await project.stop();
  }
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MOST_BYTES}`);
  process.stdout.write(`${file}: ${size} bytes\n`);
}

/** What somebody does who looks around. */
async function use(url: string): Promise<void> {
  const ask = (method: string, room: string, data?: object) =>
    fetch(`${url.replace(/\/$/, '')}/modulo1/${room}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: data && JSON.stringify(data),
    }).then((response) => response.text());
  for (const [room, chairs] of [
    ['sala90', 90],
    ['sala91', 24],
    ['sala92', 12],
  ] as const) {
    await ask('POST', room, { description: `Sala ${room.slice(4)}`, chairs });
    await ask('GET', room);
  }
  await ask('GET', 'sala99');
  await ask('PUT', 'sala90', { description: 'Sala 90', chairs: 45 });
  await ask('GET', '');
  await ask('GET', 'sala90');
}

async function choose(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: 'PUT /modulo1/sala90' }).click();
  await page.getByRole('list', { name: 'Trace' }).waitFor();
  await page.getByText('"rawPath"').waitFor();
}

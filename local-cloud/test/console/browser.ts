import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../tests/support/chromium.ts';

export type { Page };

/** The Chromium that is installed, if one is: playwright looks for it in no PATH. */
export const installed = pathOf(await findChromium());

function pathOf(command: string | undefined): string | undefined {
  if (command === undefined || path.isAbsolute(command)) return command;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, command)).find((file) => existsSync(file));
}

/** `describe`, and a title that says why it is skipped where no Chromium is installed. */
export const inChromium = (title: string, tests: () => void): void =>
  installed ? describe(title, tests) : describe.skip(`${title} (skipped: no chromium is installed)`, tests);

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: installed,
    // Chromium has no sandbox for root, and what it opens here is our own.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP evil.example 127.0.0.1',
    ],
  });

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly locale?: 'en-US' | 'pt-BR';
  readonly colorScheme?: 'light' | 'dark';
}

/** A page in a context of its own. What it complains of is in `complaints`. */
export async function newPage(
  browser: Browser,
  options: PageOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const { width = 1280, height = 800, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US', ...rest });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.setDefaultTimeout(15_000);
  return { page, complaints };
}

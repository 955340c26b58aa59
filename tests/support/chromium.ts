import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { temporaryFolder } from './folders.ts';
import { run } from './run.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The command of a Chromium that is installed here. */
export async function findChromium(): Promise<string | undefined> {
  for (const name of [process.env.CHROME_PATH, ...NAMES]) {
    if (name && (await run(name, ['--version'])).code === 0) return name;
  }
  return undefined;
}

/** Opens a page in a Chromium without a window, which talks to nobody else; its profile is gone when it is closed. */
export function openPage(chromium: string, url: string): { close(): Promise<void> } {
  const profile = temporaryFolder('chromium-');
  const options = [
    ...['--headless', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--disable-extensions', '--disable-dev-shm-usage'],
    // Chromium has no sandbox for root, and what it opens here is our own.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(chromium, [...options, url], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    async close() {
      child.kill();
      await ended;
      // Its helpers end a little later, and write until then.
      await rm(profile, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

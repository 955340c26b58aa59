import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toolCommand } from '../../scripts/tool-command.ts';
import { root } from '../lib/bench-app.ts';
import { Server } from '../lib/processes.ts';
import { percentile } from '../lib/statistics.ts';

const SAVES = 60;

/** Between a save and the next, as people type; in ms. */
const PAUSE = 1_000;

const NOT_COPIED = new Set([
  'node_modules',
  '.git',
  '.serverless',
  '.esbuild',
  '.local-cloud',
  'dist',
  'coverage',
]);

/** What is saved, and where its answer is. */
const CASES = [
  {
    title: 'modulo1, with the SDK bundled',
    service: 'modulo1',
    file: 'modulo1/src/app.ts',
    saved: (text: string, value: number) =>
      text.replace(
        '  return app;',
        `  app.get('/saved', (_request, response) => void response.json(${value}));\n  return app;`,
      ),
  },
  {
    title: "users' routes, under the layer",
    service: 'users',
    file: 'users/src/routes.ts',
    saved: (text: string, value: number) =>
      `${text}routes.get('/saved', (_request, response) => void response.json(${value}));\n`,
  },
];

/** How long from a save until a request is answered by the new code. */
export async function reload(say: (step: string) => void): Promise<string> {
  const copy = mkdtempSync(path.join(tmpdir(), 'bench-reload-'));
  cpSync(root, copy, { recursive: true, filter: (source) => !NOT_COPIED.has(path.basename(source)) });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  say('Starting the project …');
  const { server, match } = await Server.start(
    ...toolCommand('local-cloud', ['up', '--port', '0']),
    /^[\s\S]*Requests are shown below/,
    { cwd: copy },
  );
  const rows: string[] = [];
  try {
    for (const { title, service, file, saved } of CASES) {
      const [, url = ''] =
        new RegExp(`^${service}\\n {2}function URL {2}(http://localhost:\\d+)/`, 'm').exec(match[0]) ?? [];
      say(`Saving ${file} ${SAVES} times …`);
      const times = await measure(path.join(copy, file), `${url}/saved`, saved);
      const figures = [50, 90, 99].map((share) => `${percentile(times, share).toFixed(0)} ms`);
      rows.push(`| ${title} | ${figures.join(' | ')} | ${Math.max(...times).toFixed(0)} ms |`);
    }
  } finally {
    await server.stop();
    rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
  }
  return `## Reloads

From a save until a request is answered by the new code, of ${SAVES} saves ${PAUSE / 1000} s apart; the first ones, for which nothing is ready yet, are among them.

| | p50 | p90 | p99 | most |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** @returns ms of each save */
async function measure(
  file: string,
  url: string,
  saved: (text: string, value: number) => string,
): Promise<number[]> {
  const text = readFileSync(file, 'utf8');
  const times: number[] = [];
  for (let value = 1; value <= SAVES; value += 1) {
    await delay(PAUSE);
    const started = performance.now();
    writeFileSync(file, saved(text, value));
    while ((await (await fetch(url)).text()) !== String(value));
    times.push(performance.now() - started);
  }
  return times;
}

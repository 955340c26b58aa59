import { setTimeout as delay } from 'node:timers/promises';
import { npmCommand } from '../../scripts/tool-command.ts';
import { functionUrl, root, sls, startLocalCloud, startOffline } from '../lib/bench-app.ts';
import { request } from '../lib/load.ts';
import { Server } from '../lib/processes.ts';
import { median } from '../lib/statistics.ts';

const RUNS = 5;

/** How long until something answers: the endpoint, a function's first request, a fresh `npm start`. */
export async function starts(say: (step: string) => void): Promise<string> {
  say('Starting local-cloud and serverless-offline …');
  const ready: number[] = [];
  const idle: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  const offlineReady: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { server, endpoint } = await startLocalCloud();
    ready.push(server.readyMs);
    // What is allocated while starting settles; memory is read of an endpoint that waits.
    await delay(500);
    idle.push(server.memoryMb());
    if (run < 3) {
      sls('bench/app', ['deploy'], endpoint);
      const url = `${await functionUrl(endpoint)}/trivial`;
      cold.push(await timed(() => request(url)));
      warm.push(await timed(() => request(url)));
      const offline = await startOffline(endpoint);
      offlineReady.push(offline.server.readyMs);
      await offline.server.stop();
    }
    await server.stop();
  }
  const first = await firstAnswer(say);
  return `## Starts

| | median |
|---|---|
| \`local-cloud start\` to ready | ${ms(ready)} |
| serverless-offline to ready | ${ms(offlineReady)} |
| memory of an idle local-cloud | ${median(idle).toFixed(0)} MB |
| first request to a function (cold start) | ${ms(cold)} |
| second request to it (warm) | ${ms(warm)} |
| \`npm start\` to the first 200 of a module | ${(first / 1000).toFixed(1)} s |
`;
}

/** From `npm start` until modulo1 answers 200, everything deployed. In ms. */
async function firstAnswer(say: (step: string) => void): Promise<number> {
  say('Running npm start …');
  const { server, match } = await Server.start(
    ...npmCommand('start', '--', '--ephemeral', '--port', '0'),
    /curl (http:\/\/\S+\/modulo1)/,
    {
      cwd: root,
    },
  );
  await request(match[1] ?? '');
  const elapsed = performance.now() - server.startedAt;
  await server.stop();
  return elapsed;
}

async function timed(action: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

const ms = (values: readonly number[]): string => `${median(values).toFixed(0)} ms`;

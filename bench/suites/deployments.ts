import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, sls, startLocalCloud } from '../lib/bench-app.ts';
import { median } from '../lib/statistics.ts';

const RUNS = 5;
const source = path.join(root, 'bench', 'app', 'app.ts');

/** What a deployment costs beyond packaging, on one service whose code changes each time. */
export async function deployments(say: (step: string) => void): Promise<string> {
  say('Packaging and deploying …');
  const { server, endpoint } = await startLocalCloud();
  const original = readFileSync(source, 'utf8');
  const packaged: number[] = [];
  const deployed: number[] = [];
  const unchanged: number[] = [];
  try {
    sls('bench/app', ['deploy'], endpoint);
    for (let run = 0; run < RUNS; run += 1) {
      writeFileSync(source, original.replace('ok: true', `ok: true, run: ${run}`));
      packaged.push(sls('bench/app', ['package'], endpoint));
      deployed.push(sls('bench/app', ['deploy'], endpoint));
      unchanged.push(sls('bench/app', ['deploy'], endpoint));
    }
  } finally {
    writeFileSync(source, original);
    await server.stop();
  }
  const seconds = (values: readonly number[]) => `${(median(values) / 1000).toFixed(2)} s`;
  const beyond = deployed.map((time, run) => time - (packaged[run] ?? 0));
  return `## Deployments

| One service, one changed function | median |
|---|---|
| \`sls package\` | ${seconds(packaged)} |
| \`sls deploy\` | ${seconds(deployed)} |
| of that, beyond \`sls package\` | ${seconds(beyond)} |
| \`sls deploy\` without a change | ${seconds(unchanged)} |
`;
}

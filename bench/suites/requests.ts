import { functionUrl, putItem, sls, startLocalCloud, startOffline, startPlain } from '../lib/bench-app.ts';
import { type Load, measure, warmUp } from '../lib/load.ts';
import type { Server } from '../lib/processes.ts';
import { median } from '../lib/statistics.ts';

const ROUNDS = 3;
const ROUTES = { 'a trivial route': '/trivial', 'a DynamoDB read': '/item' };
const CONNECTIONS = [1, 10];

interface Candidate {
  readonly name: string;
  readonly url: string;
  readonly server: Server;
}

/** Requests to one Express app: under node:http, through a function URL, through serverless-offline. */
export async function requests(say: (step: string) => void): Promise<string> {
  const database = await startLocalCloud();
  const servers: Server[] = [database.server];
  try {
    say('Deploying the app …');
    sls('bench/app', ['deploy'], database.endpoint);
    await putItem(database.endpoint);
    const plain = await startPlain(database.endpoint);
    servers.push(plain.server);
    const offline = await startOffline(database.endpoint);
    servers.push(offline.server);
    const candidates: Candidate[] = [
      { name: '(a) node:http', ...plain },
      {
        name: '(b) local-cloud function URL',
        url: await functionUrl(database.endpoint),
        server: database.server,
      },
      { name: '(c) serverless-offline', ...offline },
    ];
    return await compare(candidates, say);
  } finally {
    for (const server of servers.reverse()) await server.stop();
  }
}

async function compare(candidates: readonly Candidate[], say: (step: string) => void): Promise<string> {
  const lines = [
    '## Requests',
    '',
    'All three read from the same local-cloud DynamoDB, so (b) shares its process with the database that (a) and (c) use',
    'as well. Memory is of all processes of the server after the load: for (b) the endpoint, DynamoDB and the execution',
    'environments; for (a) and (c) without the database.',
    '',
    '| Route | Connections | | p50 ms | p99 ms | requests/s | p50 to (a) | requests/s to (c) | memory MB |',
    '|---|---|---|---|---|---|---|---|---|',
  ];
  for (const [route, path] of Object.entries(ROUTES)) {
    for (const connections of CONNECTIONS) {
      say(`Measuring ${route} at ${connections} …`);
      const rounds: Load[][] = candidates.map(() => []);
      for (const { url } of candidates) await warmUp(`${url}${path}`, connections);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [index, { url }] of candidates.entries()) {
          rounds[index]?.push(await measure(`${url}${path}`, connections));
        }
      }
      lines.push(...rows(candidates, rounds, route, connections));
    }
  }
  return `${lines.join('\n')}\n`;
}

function rows(
  candidates: readonly Candidate[],
  rounds: Load[][],
  route: string,
  connections: number,
): string[] {
  const of = (index: number, pick: (load: Load) => number) => median((rounds[index] ?? []).map(pick));
  const ratio = (index: number, other: number, pick: (load: Load) => number) =>
    median((rounds[index] ?? []).map((load, round) => pick(load) / pick(rounds[other]?.[round] ?? load)));
  return candidates.map(({ name, server }, index) => {
    const cells = [
      ...[index === 0 ? route : '', index === 0 ? String(connections) : '', name],
      of(index, ({ p50 }) => p50).toFixed(2),
      of(index, ({ p99 }) => p99).toFixed(2),
      of(index, ({ requestsPerSecond }) => requestsPerSecond).toFixed(0),
      `${ratio(index, 0, ({ p50 }) => p50).toFixed(2)}×`,
      `${ratio(index, 2, ({ requestsPerSecond }) => requestsPerSecond).toFixed(2)}×`,
      server.memoryMb().toFixed(0),
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

import { fill, isSupported, REQUESTS, requestsPerSecond } from '../lib/dynamodb-requests.ts';
import { type DynamoDbServer, servers } from '../lib/dynamodb-servers.ts';
import { median } from '../lib/statistics.ts';

const CONNECTIONS = [1, 16];
const ROUNDS = 3;
/** In ms. */
const WARM_UP = 1000;
const ROUND = 1000;

/** DynamoDB requests on local-cloud and its peers, one server after the other in every round. */
export async function dynamodb(say: (step: string) => void): Promise<string> {
  const running: DynamoDbServer[] = [];
  try {
    for (const start of servers(say)) running.push(await start());
    say('Filling the tables …');
    for (const { name, port } of running) if (!isBare(name)) await fill(port);
    return await compare(running, say);
  } finally {
    for (const { server } of running.reverse()) await server.stop();
  }
}

const isBare = (name: string): boolean => name.startsWith('bare');

async function compare(running: readonly DynamoDbServer[], say: (step: string) => void): Promise<string> {
  const lines = [
    '## DynamoDB',
    '',
    'Requests/s with items of about 220 bytes, over 1 and 16 keep-alive connections. The bare server parses each body and',
    'answers the bytes of a GetItem, whatever was asked: it is what node:http itself can do here.',
    '',
    `| Request | Connections | ${running.map(({ name }) => name).join(' | ')} |`,
    `|---|---|${running.map(() => '---').join('|')}|`,
  ];
  for (const [name, request] of Object.entries(REQUESTS)) {
    const able: boolean[] = [];
    for (const { port } of running) able.push(await isSupported(port, request));
    for (const connections of CONNECTIONS) {
      say(`Measuring ${name} at ${connections} …`);
      const rounds: number[][] = running.map(() => []);
      const candidates = [...running.entries()].filter(([at]) => able[at]);
      for (const [, { port }] of candidates) await requestsPerSecond(port, request, connections, WARM_UP);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [at, { port }] of candidates) {
          rounds[at]?.push(await requestsPerSecond(port, request, connections, ROUND));
        }
      }
      const cells = rounds.map((each) => (each.length === 0 ? '–' : median(each).toFixed(0)));
      lines.push(`| ${name} | ${connections} | ${cells.join(' | ')} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

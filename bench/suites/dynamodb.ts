import { aims, type Row } from '../lib/dynamodb-aims.ts';
import { fill, isSupported, REQUESTS, requestsPerSecond } from '../lib/dynamodb-requests.ts';
import { scale } from '../lib/dynamodb-scale.ts';
import { type DynamoDbServer, servers } from '../lib/dynamodb-servers.ts';
import { functionReads } from '../lib/function-reads.ts';
import { median } from '../lib/statistics.ts';

const CONNECTIONS = [1, 16];
const ROUNDS = 3;
/** In ms. */
const WARM_UP = 500;
const ROUND = 600;

/** DynamoDB requests on local-cloud and its peers, one server after the other in every round; then what large tables cost. */
export async function dynamodb(say: (step: string) => void): Promise<string> {
  const running: DynamoDbServer[] = [];
  let rows: Row[];
  const names = () => running.map(({ name }) => name);
  try {
    for (const start of servers(say)) running.push(await start());
    say('Filling the tables …');
    for (const { name, port } of running) if (!name.startsWith('bare')) await fill(port);
    rows = await compare(running, say);
  } finally {
    for (const { server } of running.reverse()) await server.stop();
    running.reverse();
  }
  const large = await scale(say);
  const reads = await functionReads(say);
  return [
    '## DynamoDB',
    '',
    ...aims(names(), rows, large),
    '',
    ...table('### Requests/s', names(), rows, (row) => row.requestsPerSecond),
    '',
    'Items of about 220 bytes, over 1 and 16 keep-alive connections. The bare server parses each body and answers the bytes',
    'of a GetItem, whatever was asked: it is what node:http itself can do here. DescribeEndpoints asks the engine nothing:',
    'it costs what every request does to be read, identified, dispatched and answered.',
    '',
    ...table('### Processor time of a request, in µs', names(), rows, (row) => row.processor),
    '',
    "The server's own, of all its threads; what the machine did beside matters less to it than to requests/s.",
    '',
    ...reads,
    '',
  ].join('\n');
}

async function compare(running: readonly DynamoDbServer[], say: (step: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, request] of Object.entries(REQUESTS)) {
    const able: boolean[] = [];
    for (const { port } of running) able.push(await isSupported(port, request));
    const candidates = [...running.entries()].filter(([at]) => able[at]);
    for (const connections of CONNECTIONS) {
      say(`Measuring ${name} at ${connections} …`);
      const rates: number[][] = running.map(() => []);
      const micros: number[][] = running.map(() => []);
      for (const [, { port }] of candidates) await requestsPerSecond(port, request, connections, WARM_UP);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [at, { port, server }] of candidates) {
          const [started, before] = [performance.now(), server.processorMicros()];
          const rate = await requestsPerSecond(port, request, connections, ROUND);
          const sent = (rate * (performance.now() - started)) / 1000;
          rates[at]?.push(rate);
          micros[at]?.push((server.processorMicros() - before) / sent);
        }
      }
      const medians = (values: number[][]) =>
        values.map((each) => (each.length === 0 ? undefined : median(each)));
      rows.push({
        request: name,
        connections,
        requestsPerSecond: medians(rates),
        processor: medians(micros),
      });
    }
  }
  return rows;
}

function table(
  title: string,
  names: readonly string[],
  rows: readonly Row[],
  of: (row: Row) => readonly (number | undefined)[],
): string[] {
  const cell = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? '–' : value.toFixed(0);
  return [
    ...[title, ''],
    `| Request | Connections | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${[row.request, row.connections, ...of(row).map(cell)].join(' | ')} |`),
  ];
}

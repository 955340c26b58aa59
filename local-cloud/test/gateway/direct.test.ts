import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { RequestEvent } from '../../src/index.ts';
import { startCloud, used } from '../support/cloud.ts';

const cloud = await used(startCloud({ onRequest: (event) => events.push(event) }));
const events: RequestEvent[] = [];

interface Sent {
  readonly operation?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as an SDK puts it on the wire. */
function bytesOf({ operation = 'DynamoDB_20120810.ListTables', body = '{}', headers = {} }: Sent): Buffer {
  const all = {
    ...{ Host: `127.0.0.1:${cloud.port}`, 'Content-Type': 'application/x-amz-json-1.0' },
    ...{ 'X-Amz-Target': operation, 'Content-Length': String(Buffer.byteLength(body)), ...headers },
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST / HTTP/1.1\r\n${lines.join('')}\r\n`), Buffer.from(body)]);
}

async function open(): Promise<Socket> {
  const socket = connect(cloud.port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

/** All answers that come until the server ends the connection, or until there are so many. */
async function answers(socket: Socket, count = Number.POSITIVE_INFINITY): Promise<string[]> {
  const found: string[] = [];
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += (chunk as Buffer).toString('latin1');
    while (true) {
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) break;
      found.push(text.slice(0, end + 4 + length));
      text = text.slice(end + 4 + length);
    }
    if (found.length >= count) break;
  }
  return found;
}

async function ask(...parts: (Buffer | string)[]): Promise<string> {
  const socket = await open();
  for (const part of parts) await new Promise((sent) => socket.write(part, sent));
  const [answer] = await answers(socket, 1);
  socket.destroy();
  return answer ?? '';
}

/** Headers by name, in order, and without what differs from one answer to the next. */
function parts(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [first, ...lines] = head.split('\r\n');
  const headers = lines
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line])
    .map(([name, line]) => [name, line.slice(name.length + 1).trim()] as const)
    .map(([name, value]) => [name, /^(?:date|x-amzn-requestid)$/.test(name) ? value.length : value]);
  return { first, headers: Object.fromEntries(headers), body };
}

describe('a request that its connection reads', () => {
  it.each([
    ['of an operation', {}],
    ['without a body', { body: '' }],
    ['with members that are wrong', { body: '{"Limit":0}' }],
    ['that is no JSON', { body: '{"Limit"' }],
    ['of an operation that there is not', { operation: 'DynamoDB_20120810.Nonesuch' }],
    ['of a target without an operation', { operation: 'DynamoDB_20120810' }],
    ['whose body is compressed', { body: gzipSync('{}'), headers: { 'Content-Encoding': 'gzip' } }],
    ['of DynamoDB Streams', { operation: 'DynamoDBStreams_20120810.ListStreams' }],
    ['in letters beyond ASCII', { body: '{"ExclusiveStartTableName":"é"}' }],
  ] satisfies [string, Sent][])('%s is answered as node:http answers it', async (_, sent) => {
    const plain = parts(await ask(bytesOf(sent)));
    // A header that comes twice leads the connection to node:http.
    const twice = Buffer.from(
      bytesOf(sent).toString('latin1').replace('\r\n', '\r\nX-A: 1\r\nX-A: 1\r\n'),
      'latin1',
    );
    expect(parts(await ask(twice))).toEqual(plain);
    expect(plain.headers['x-amzn-requestid']).toBe(36);
  });

  it('is answered wherever it is divided', async () => {
    const bytes = bytesOf({ body: '{"Limit": 100}' });
    const expected = parts(await ask(bytes));
    for (let at = 1; at < bytes.length; at += 1) {
      expect(parts(await ask(bytes.subarray(0, at), bytes.subarray(at)))).toEqual(expected);
    }
  });

  it('is shown as any other', async () => {
    await ask(bytesOf({ operation: 'DynamoDB_20120810.Shown' }));
    expect(events.at(-1)).toMatchObject({
      ...{ kind: 'api', method: 'POST', path: '/', target: 'dynamodb:Shown', status: 400 },
      error: 'UnknownOperationException: Shown is not supported by local-cloud.',
    });
  });

  it.each([
    ['from a page', { Origin: 'http://example.com' }, 403],
    ['for another host', { Host: 'example.com' }, 403],
    ['in pieces', { 'Transfer-Encoding': 'chunked', 'X-Amz-Target': 'DynamoDB_20120810.ListTables' }, 400],
    ['whose length is none', { 'Content-Length': '-1' }, 400],
  ])('goes to node:http %s', async (_, headers, status) => {
    expect(parts(await ask(bytesOf({ headers }))).first).toContain(` ${status} `);
  });
});

describe('a connection', () => {
  const target = (answer: string) => /"(\w+) is not supported/.exec(answer)?.[1] ?? answer.slice(9, 12);
  const named = (name: string) => bytesOf({ operation: `DynamoDB_20120810.${name}` });

  it('answers requests that come at once in their order, whoever reads them', async () => {
    const socket = await open();
    const health = `GET /_local-cloud/health HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    socket.write(
      Buffer.concat([named('One'), bytesOf({}), named('Two'), Buffer.from(health), named('Three')]),
    );
    expect((await answers(socket, 5)).map(target)).toEqual(['One', '200', 'Two', '200', 'Three']);
    socket.write(named('Four'));
    expect((await answers(socket, 1)).map(target)).toEqual(['Four']);
    socket.destroy();
  });

  it('takes a hundred requests one after the other', async () => {
    const socket = await open();
    for (let n = 0; n < 100; n += 1) {
      socket.write(named(`N${n}`));
      expect((await answers(socket, 1)).map(target)).toEqual([`N${n}`]);
    }
    socket.destroy();
  });

  it('ends once a client that sends no more has its answers', async () => {
    const socket = await open();
    socket.end(Buffer.concat([named('One'), named('Two')]));
    expect((await answers(socket)).map(target)).toEqual(['One', 'Two']);
  });

  it.each([
    ['ListTables', 'IncompleteBody'],
    ['Unknown', 'UnknownOperationException'],
  ])('that ends within a request for %s is answered %s', async (name, code) => {
    const socket = await open();
    socket.end(named(name).subarray(0, -1));
    expect(parts((await answers(socket))[0] ?? '').body).toContain(code);
  });

  it('takes a request of hundreds of kilobytes', async () => {
    const body = JSON.stringify({ ExclusiveStartTableName: 'x'.repeat(400_000) });
    expect(parts(await ask(bytesOf({ body }))).body).toContain('less than or equal to 255');
  });

  it('ends with its cloud', async () => {
    const other = await startCloud();
    const socket = connect(other.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytesOf({}));
    await answers(socket, 1);
    const closed = once(socket, 'close');
    await other.close();
    await closed;
  });
});

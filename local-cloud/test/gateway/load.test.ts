import { once } from 'node:events';
import { connect } from 'node:net';
import type { RequestEvent } from '../../src/index.ts';
import { startCloud, used } from '../support/cloud.ts';
import { FORM, send, signedFor, target } from './support.ts';

const cloud = await used(startCloud({ onRequest: (event) => tell(event) }));
let tell: (event: RequestEvent) => void = () => {};

describe('a client that goes away', () => {
  it('in the middle of its body is no failure of ours', async () => {
    const event = new Promise<RequestEvent>((resolve) => {
      tell = resolve;
    });
    const socket = connect(cloud.port, '127.0.0.1');
    const head = ['POST / HTTP/1.1', 'Host: localhost', 'X-Amz-Target: Logs_20140328.DescribeLogGroups'];
    socket.write(`${head.join('\r\n')}\r\nContent-Length: 1000\r\n\r\n{"limit"`);
    await once(socket, 'ready');
    socket.end();
    const { method, path, status, error } = await event;
    expect([method, path, status, error]).toEqual([
      'POST',
      '/',
      400,
      expect.stringContaining('The request ended before its body did'),
    ]);
  });

  it('with half a header, or no HTTP at all, leaves the others alone', async () => {
    for (const text of ['POST / HTT', '\0\0\0\0', 'GET / HTTP/1.1\r\nHost: local']) {
      const socket = connect(cloud.port, '127.0.0.1');
      socket.on('error', () => {}).resume();
      socket.write(text);
      await once(socket, 'ready');
      socket.destroy();
    }
    expect((await send(cloud.endpoint, { path: '/_local-cloud/health' })).status).toBe(200);
  });
});

describe('a hundred requests at once', () => {
  it('are each answered as if alone', async () => {
    const calls = Array.from({ length: 100 }, async (_, index) => {
      if (index % 4 === 0) {
        const { body } = await send(cloud.endpoint, {
          headers: { ...FORM, ...signedFor('sts') },
          body: `Action=AssumeRole&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=session-${index}`,
        });
        return /assumed-role\/r\/(session-\d+)</.exec(body)?.[1];
      }
      if (index % 4 === 1) {
        const headers = target(`Logs_20140328.Operation${index}`);
        const { body } = await send(cloud.endpoint, { headers, body: '{}' });
        return /The operation Operation(\d+) of/.exec(body)?.[1];
      }
      const path = index % 4 === 2 ? `/bucket-${index}/key` : `/2015-03-31/functions/function-${index}`;
      const { status, body } = await send(cloud.endpoint, { path });
      return `${status} ${/(bucket|function)-\d+/.exec(body)?.[0]}`;
    });
    const expected = Array.from(
      { length: 100 },
      (_, index) =>
        [`session-${index}`, `${index}`, `404 bucket-${index}`, `404 function-${index}`][index % 4],
    );
    expect(await Promise.all(calls)).toEqual(expected);
  });
});

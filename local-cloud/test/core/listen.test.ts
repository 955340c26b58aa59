import { once } from 'node:events';
import { createServer } from 'node:net';
import { LOOPBACK, listen, listenWithin, OWN_PORTS } from '../../src/core/listen.ts';
import { DEFAULT_PORT } from '../../src/index.ts';

const answer = (name: string) => (_: unknown, response: { end(text: string): void }) => response.end(name);
const get = async (port: number) => (await fetch(`http://127.0.0.1:${port}`)).text();

/** A range that is not the one of function URLs, which other tests use at the same time, nor of ports that clients are given. */
const range = { first: 24_510, last: 24_519 };

describe('listen', () => {
  it('rejects with EADDRINUSE a port that is taken, in either family', async () => {
    for (const host of LOOPBACK) {
      const other = createServer().listen({ port: 0, host, ipv6Only: true });
      const listening = await once(other, 'listening').catch(() => undefined);
      if (!listening) continue;
      const address = other.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      await expect(listen(answer('late'), port, LOOPBACK)).rejects.toMatchObject({ code: 'EADDRINUSE' });
      other.close();
      await once(other, 'close');
      const now = await listen(answer('now'), port, LOOPBACK);
      expect(await get(port)).toBe('now');
      await now.close();
    }
  });

  it('ends with its connections, idle and waiting ones', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const server = await listen(arrive, 0, LOOPBACK);
    const waiting = fetch(`http://127.0.0.1:${server.port}`).catch((error: Error) => error.name);
    await arrived;
    await server.close();
    expect(await waiting).toBe('TypeError');
  });
});

describe('the ports of deployed code', () => {
  it('are none that another local-cloud has for its main port', () => {
    expect(DEFAULT_PORT < OWN_PORTS.first || DEFAULT_PORT > OWN_PORTS.last).toBe(true);
  });
});

describe('listenWithin', () => {
  it('gives a key the same port each time, and the next one while that is taken', async () => {
    const first = await listenWithin(answer('first'), range, LOOPBACK, 'key');
    const second = await listenWithin(answer('second'), range, LOOPBACK, 'key');
    expect(first.port).toBeGreaterThanOrEqual(range.first);
    expect(first.port).toBeLessThanOrEqual(range.last);
    const next = first.port === range.last ? range.first : first.port + 1;
    expect(second.port).toBe(next);
    await first.close();
    const again = await listenWithin(answer('again'), range, LOOPBACK, 'key');
    expect([again.port, await get(again.port)]).toEqual([first.port, 'again']);
    await Promise.all([second.close(), again.close()]);
  });

  it('takes any free port where the whole range is taken', async () => {
    const [first, last] = [24_530, 24_531];
    const all = await Promise.all([first, last].map((port) => listen(answer('taken'), port, LOOPBACK)));
    const other = await listenWithin(answer('other'), { first, last }, LOOPBACK, 'key');
    expect(other.port < first || other.port > last).toBe(true);
    expect(await get(other.port)).toBe('other');
    await Promise.all([...all, other].map((server) => server.close()));
  });
});

import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { startCloud, used } from '../support/cloud.ts';
import { send } from './support.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

const cloud = await used(startCloud());

describe.each(['/_localstack/health', '/_local-cloud/health'])('%s', (path) => {
  it('tells what is up', async () => {
    const { status, headers, body } = await send(cloud.endpoint, { path });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    const { services, ...rest } = JSON.parse(body);
    expect(rest).toEqual({ edition: 'local-cloud', version, pid: expect.any(Number) });
    expect(services).toMatchObject({ cloudformation: 'running', lambda: 'running', s3: 'running' });
    expect(new Set(Object.values(services))).toEqual(new Set(['running']));
  });

  it('answers HEAD with the length of that, and no body', async () => {
    const { headers } = await send(cloud.endpoint, { path });
    const head = await send(cloud.endpoint, { path, method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.body]).toEqual([
      200,
      headers['content-length'],
      '',
    ]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('answers %s with 405', async (method) => {
    const { status, headers, body } = await send(cloud.endpoint, { path, method });
    expect([status, headers.allow, body]).toEqual([405, 'GET, HEAD', '']);
  });
});

describe('loopback', () => {
  it.each(['127.0.0.1', '[::1]', 'localhost'])('answers on %s, where there is IPv6', async (host) => {
    if (host === '[::1]' && !hasIpv6) return;
    const { status } = await send(`http://${host}:${cloud.port}`, { path: '/_local-cloud/health' });
    expect(status).toBe(200);
  });

  it('is all it listens on', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    if (!outside) return;
    await expect(send(`http://${outside.address}:${cloud.port}`)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

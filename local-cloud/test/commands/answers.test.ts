import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { answers } from '../../src/commands/answers.ts';

it('tells a port that something listens on, on every address, from one that is free', async () => {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await answers(port)).toBe(true);
  server.close();
  await once(server, 'close');
  expect(await answers(port)).toBe(false);
});

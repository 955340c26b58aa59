import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { httpClient } from './support/http.ts';
import { lookupLocally } from './support/local-names.ts';

const NAME = 'abc.lambda-url.us-east-1.localhost.localstack.cloud';

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => response.end(request.headers.host)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://${NAME}:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("LocalStack's function URLs", () => {
  it('are reached without a resolver by the suite, and by an agent that looks names up as it does', async () => {
    const { host } = new URL(base);
    expect((await httpClient(base).get('/')).data).toBe(host);
    expect((await axios.get(base, { httpAgent: new Agent({ lookup: lookupLocally }) })).data).toBe(host);
  });

  it('are the only names that are answered so', (done) => {
    lookupLocally('127.0.0.2', {}, (_, address) => {
      expect(address).toBe('127.0.0.2');
      done();
    });
  });
});

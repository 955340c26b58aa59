import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openConsole } from '../../tests/support/console.ts';
import { startDynamoDb, type TestDynamoDb } from './dynamodb.ts';

type LogLine = Record<string, unknown> & {
  error?: { name: string; stack: string; cause?: { name: string } };
};

/** Checks that `src/server.ts` serves the module's app in a process of its own, and what it writes to its log. */
export function describeDebugServer(name: string, serverUrl: URL): void {
  describe(`${name} under node:http`, () => {
    let database: TestDynamoDb;
    let server: ChildProcess;
    let infos: AsyncIterator<string>;
    let errors: AsyncIterator<string>;
    let url: string;
    const { environment, signal } = openConsole();

    const next = async (lines: AsyncIterator<string>): Promise<LogLine> =>
      JSON.parse((await lines.next()).value);

    beforeAll(async () => {
      database = await startDynamoDb();
      await database.createTable(`${name}-local`, `${name}Id`);
      server = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(serverUrl)], {
        env: {
          PATH: process.env.PATH,
          PORT: '0',
          AWS_ENDPOINT_URL: `http://127.0.0.1:${database.port}`,
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
          AWS_PROFILE: 'a-profile-that-does-not-exist',
          ...environment,
        },
      });
      infos = createInterface({ input: server.stdout! })[Symbol.asyncIterator]();
      // Errors go to stderr, as the line that says where the server is does.
      errors = createInterface({ input: server.stderr! })[Symbol.asyncIterator]();
      const ready: string = (await errors.next()).value;
      url = /http:\/\/\S+(?=,)/.exec(ready)?.[0] ?? ready;
    });
    afterAll(async () => {
      signal(server, 'SIGTERM', true);
      const [code] = await once(server, 'exit');
      expect(code).toBe(0);
      await database.close();
    });

    it('stores and reads, and writes one line of JSON for each request', async () => {
      const posted = await fetch(`${url}/a%2Fb?x=1`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"chairs":90}',
      });
      expect(await posted.json()).toEqual({ POST: { [`${name}Id`]: 'a/b', data: { chairs: 90 } } });
      expect(await next(infos)).toMatchObject({
        level: 'INFO',
        service: name,
        message: `POST /${name}/a%2Fb 200`,
        requestId: posted.headers.get('x-request-id'),
        method: 'POST',
        path: `/${name}/a%2Fb`,
        status: 200,
        durationMs: expect.any(Number),
      });

      const missing = await fetch(`${url}/none`);
      expect(missing.status).toBe(404);
      expect(await next(infos)).toMatchObject({ level: 'INFO', message: `GET /${name}/none 404` });
    });

    it('answers 500 with the request id alone, and logs the error with its cause', async () => {
      await database.deleteTable(`${name}-local`);
      const failed = await fetch(`${url}/a`);
      const requestId = failed.headers.get('x-request-id');
      expect([failed.status, await failed.json()]).toEqual([
        500,
        { ERROR: { message: 'Internal error', requestId } },
      ]);
      const line = await next(errors);
      expect(line).toMatchObject({
        level: 'ERROR',
        requestId,
        status: 500,
        error: { name: 'HttpError', cause: { name: 'ResourceNotFoundException' } },
      });
      expect(line.error?.stack).toMatch(/json-table\.ts:\d+/);
    });

    it('answers 503 with Retry-After once DynamoDB is gone, and logs what the connection said', async () => {
      // Here and not with a client inside the test: the SDK does not recognise the errors of Node's own
      // modules within Jest's separate realm, and throws others in their place.
      await database.close();
      const failed = await fetch(`${url}/a`);
      const requestId = failed.headers.get('x-request-id');
      expect([failed.status, failed.headers.get('retry-after'), await failed.json()]).toEqual([
        503,
        '1',
        { ERROR: { message: 'The database is busy or does not answer, try again', requestId } },
      ]);
      expect(await next(errors)).toMatchObject({
        level: 'ERROR',
        requestId,
        error: { name: 'HttpError', cause: { code: 'ECONNREFUSED', $metadata: { attempts: 3 } } },
      });
    });
  });
}

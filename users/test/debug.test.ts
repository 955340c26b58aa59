import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startDynamoDb } from 'common/test-support/dynamodb';
import { openConsole } from '../../tests/support/console.ts';

const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));

describe('npm run debug -w users', () => {
  it('serves the users API over the tables of the stage local', async () => {
    const database = await startDynamoDb();
    await database.createTable('users-local', 'id');
    const { environment, signal } = openConsole();
    const child = spawn(process.execPath, ['--import', 'tsx', server], {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${database.port}`,
        POWERTOOLS_LOG_LEVEL: 'SILENT',
        ...environment,
      },
    });
    try {
      const [ready] = await once(createInterface({ input: child.stderr }), 'line');
      const url = /http:\/\/\S+(?=,)/.exec(ready)?.[0] ?? ready;
      expect(await (await fetch(url)).json()).toEqual({ items: [] });
    } finally {
      signal(child, 'SIGTERM', true);
      await once(child, 'exit');
      await database.close();
    }
  });
});

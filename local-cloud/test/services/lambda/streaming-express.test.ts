import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { used } from '../../support/cloud.ts';
import { createFunction, startLambdaCloud, zip } from './support.ts';

const cloud = await used(startLambdaCloud());

/** The Express app of docs/lambda-world.md, as it stands there, in one file. */
async function documented(): Promise<string> {
  const root = path.join(import.meta.dirname, '../../../..');
  const page = await readFile(path.join(root, 'docs/lambda-world.md'), 'utf8');
  const [, contents = ''] = /```js\n(.*?)```/s.exec(page) ?? [];
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    ...{ bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' },
  });
  return outputFiles[0]?.text ?? '';
}

it('streams from an Express route, as the documentation has it', async () => {
  const Code = { ZipFile: zip({ 'index.js': await documented() }) };
  await createFunction(cloud.lambda, 'ticks', '', { Code, MemorySize: 256 });
  const { FunctionUrl } = await cloud.lambda.send(
    new CreateFunctionUrlConfigCommand({
      ...{ FunctionName: 'ticks', AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' },
    }),
  );
  const response = await fetch(`${FunctionUrl}ticks?ms=50`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  const chunks: string[] = [];
  for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array).toString());
  expect(chunks).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']);
  expect((await fetch(`${FunctionUrl}nothing`)).status).toBe(404);
});

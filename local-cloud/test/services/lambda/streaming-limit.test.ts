import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import type { RequestEvent } from '../../../src/index.ts';
import { createFunction, type LambdaCloud, startLambdaCloud, zip } from './support.ts';

/** AWS's limit since July 2025: 200 MB. */
const LIMIT = 200 * 1024 * 1024;

const CODE = `
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  const chunks = function* (left) { for (; left > 0; left -= 1 << 20) yield Buffer.alloc(Math.min(left, 1 << 20), 'x'); };
  await pipeline(Readable.from(chunks(Number(event.queryStringParameters.size))), stream);
});`;

let cloud: LambdaCloud;
let url: string;
let told: (event: RequestEvent) => void = () => {};
beforeAll(async () => {
  cloud = await startLambdaCloud({ onRequest: (event: RequestEvent) => told(event) });
  await createFunction(cloud.lambda, 'large', '', {
    Code: { ZipFile: zip({ 'index.js': CODE }) },
    Timeout: 60,
  });
  const command = { FunctionName: 'large', AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' } as const;
  url = (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(command))).FunctionUrl ?? '';
});
afterAll(() => cloud.close());

async function read(response: Response): Promise<number> {
  let size = 0;
  for await (const chunk of response.body ?? []) size += (chunk as Uint8Array).length;
  return size;
}

describe('an answer that streams', () => {
  it('may be 200 MB', async () => {
    expect(await read(await fetch(`${url}?size=${LIMIT}`))).toBe(LIMIT);
  }, 60_000);

  it('breaks off above them, and the terminal is told why', async () => {
    const request = new Promise<RequestEvent>((resolve) => {
      told = (event) => event.kind === 'function-url' && resolve(event);
    });
    await expect(fetch(`${url}?size=${LIMIT + 1}`).then(read)).rejects.toThrow();
    expect((await request).error).toContain('Function.ResponseSizeTooLarge');
  }, 60_000);
});

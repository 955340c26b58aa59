import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import type { RequestEvent } from '../../../src/index.ts';
import { used } from '../../support/cloud.ts';
import { createFunction, startLambdaCloud, zip } from './support.ts';

/** AWS's limit since July 2025: 200 MB. */
const LIMIT = 200 * 1024 * 1024;

const CODE = `
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  const chunks = function* (left) { for (; left > 0; left -= 1 << 20) yield Buffer.alloc(Math.min(left, 1 << 20), 'x'); };
  await pipeline(Readable.from(chunks(Number(event.queryStringParameters.size))), stream);
});`;

let tell: (event: RequestEvent) => void = () => {};
const cloud = await used(startLambdaCloud({ onRequest: (event: RequestEvent) => tell(event) }));
let url: string;
beforeAll(async () => {
  await createFunction(cloud.lambda, 'large', '', {
    Code: { ZipFile: zip({ 'index.js': CODE }) },
    Timeout: 60,
  });
  const command = { FunctionName: 'large', AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' } as const;
  url = (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(command))).FunctionUrl ?? '';
});

async function read(response: Response): Promise<number> {
  let size = 0;
  for await (const chunk of response.body ?? []) size += (chunk as Uint8Array).length;
  return size;
}

/** Asks for so many bytes. @returns how many came, or what broke them off, and what the terminal is told */
async function ask(size: number): Promise<{ came: number | string; error: string | undefined }> {
  const told = new Promise<RequestEvent>((resolve) => {
    tell = (event) => event.kind === 'function-url' && resolve(event);
  });
  const came = await fetch(`${url}?size=${size}`)
    .then(read)
    .catch((error: Error) => error.message);
  return { came, error: (await told).error };
}

describe('an answer that streams', () => {
  it('may be 200 MB', async () => {
    expect(await ask(LIMIT)).toEqual({ came: LIMIT, error: undefined });
  }, 60_000);

  it('breaks off above them, and the terminal is told why', async () => {
    expect(await ask(LIMIT + 1)).toEqual({
      came: 'terminated',
      error: expect.stringContaining('Function.ResponseSizeTooLarge'),
    });
  }, 60_000);
});

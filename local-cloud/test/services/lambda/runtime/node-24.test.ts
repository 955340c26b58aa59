import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

const on24 = (code: string) => testFunction({ 'index.js': code }, { runtime: 'nodejs24.x' });

describe('the runtime nodejs24.x', () => {
  it('refuses a handler with a callback at init', async () => {
    const { call, logs } = await on24(
      `exports.handler = (event, context, callback) => callback(null, 'called');`,
    );
    expect(await call()).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringContaining('removed support for callback-based function handlers'),
    });
    expect(messages(logs)).toContainEqual(
      expect.stringMatching(
        /^INIT_REPORT .*Status: error\tError Type: Runtime\.CallbackHandlerDeprecated\n$/,
      ),
    );
  });

  it('takes a handler that streams, for all its three parameters', async () => {
    const { call } = await on24(
      `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => stream.end('"streamed"'));`,
    );
    expect(await call()).toBe('streamed');
  });

  it('has a context without done, succeed, fail and callbackWaitsForEmptyEventLoop', async () => {
    const { call } = await on24(
      `exports.handler = async (event, context) =>
        ['done', 'succeed', 'fail', 'callbackWaitsForEmptyEventLoop', 'awsRequestId'].map((name) => name in context);`,
    );
    expect(await call()).toEqual([false, false, false, false, true]);
  });

  it('takes what a synchronous handler returns as its answer', async () => {
    const { call } = await on24(`exports.handler = (event) => event.n + 1;`);
    expect(await call({ n: 1 })).toBe(2);
  });
});

it('gives runtimes before nodejs24.x what goes with callbacks', async () => {
  const { call } = await testFunction({
    'index.js': `exports.handler = (event, context, callback) =>
      callback(null, ['done', 'succeed', 'fail', 'callbackWaitsForEmptyEventLoop'].map((name) => name in context));`,
  });
  expect(await call()).toEqual([true, true, true, true]);
});

import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

const returns = (value: string) => `async () => '${value}'`;

describe('handler resolution', () => {
  it.each([
    ['a CommonJS file', 'index.handler', { 'index.js': `exports.handler = ${returns('found')};` }],
    ['a .cjs file', 'index.handler', { 'index.cjs': `exports.handler = ${returns('found')};` }],
    ['a .mjs file', 'index.handler', { 'index.mjs': `export const handler = ${returns('found')};` }],
    [
      'a .js file of an ES module package',
      'index.handler',
      { 'package.json': '{"type":"module"}', 'index.js': `export const handler = ${returns('found')};` },
    ],
    ['a folder', 'src/lib/api.handler', { 'src/lib/api.js': `exports.handler = ${returns('found')};` }],
    [
      'a hidden folder',
      '.esbuild/.build/api.main',
      { '.esbuild/.build/api.js': `exports.main = ${returns('found')};` },
    ],
    [
      'a nested export',
      'index.api.v1.get',
      { 'index.js': `exports.api = { v1: { get: ${returns('found')} } };` },
    ],
    [
      'a handler after top-level await',
      'index.handler',
      {
        'index.mjs': `const value = await Promise.resolve('found'); export const handler = async () => value;`,
      },
    ],
  ])('finds %s', async (_what, handler, files) => {
    const { call } = await testFunction(files, { handler });
    expect(await call()).toBe('found');
  });

  it.each([
    ['index.missing', 'Runtime.HandlerNotFound', 'index.missing is undefined or not exported'],
    ['index.text', 'Runtime.HandlerNotFound', 'index.text is not a function'],
    ['index', 'Runtime.MalformedHandlerName', 'Bad handler'],
    [
      '../index.handler',
      'Runtime.MalformedHandlerName',
      "'../index.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
    ],
    ['broken.handler', 'Runtime.UserCodeSyntaxError', "SyntaxError: Unexpected token '}'"],
  ])('reports %s as %s', async (handler, errorType, errorMessage) => {
    const { invoke } = await testFunction(
      { 'index.js': `exports.text = 'text';`, 'broken.js': '}' },
      { handler },
    );
    const { functionError, payload } = await invoke();
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload.toString())).toEqual({ errorType, errorMessage, trace: expect.any(Array) });
  });

  it.each([
    [
      'a CommonJS file',
      { 'index.js': "require('./other.js');", 'other.js': 'const a = 1;\nconst b = ;\n' },
      'other.js:2:11',
    ],
    [
      'an ES module',
      { 'index.mjs': "import './lib/other.mjs';", 'lib/other.mjs': 'const a = 1;\nconst b = ;\n' },
      'lib/other.mjs:2:11',
    ],
    [
      'an import of what is not exported',
      { 'index.mjs': "import { a } from './other.mjs';", 'other.mjs': 'export const b = 1;' },
      'index.mjs:1:10',
    ],
  ])('says where the syntax error is of %s', async (_what, files, place) => {
    const { call } = await testFunction(files);
    const { errorType, trace } = await call<{ errorType: string; trace: string[] }>();
    expect([errorType, trace[1]?.replace(/\\/g, '/')]).toEqual([
      'Runtime.UserCodeSyntaxError',
      expect.stringMatching(new RegExp(`^    at /.*/${place}$`)),
    ]);
  });

  it('reports a missing module with the files that asked for it', async () => {
    const { call } = await testFunction({ 'index.js': `require('nowhere');` });
    const error = await call<{ errorType: string; errorMessage: string }>();
    expect(error.errorType).toBe('Runtime.ImportModuleError');
    expect(error.errorMessage).toMatch(
      /^Error: Cannot find module 'nowhere'\nRequire stack:\n- .*task\/index\.js\n/,
    );
  });
});

describe('answers', () => {
  it.each([
    ['the value of a promise', 'async (event) => ({ event })', { event: { a: 1 } }],
    ['null for undefined', 'async () => undefined', null],
    ['null for a plain return, which is not an answer', '() => 7', null],
    ['what the callback was given', '(event, context, callback) => callback(null, event)', { a: 1 }],
    ['what context.succeed was given', '(event, context) => context.succeed("done")', 'done'],
    ['what context.done was given', '(event, context) => context.done(null, [1])', [1]],
    [
      'the first of several answers',
      '(event, context, callback) => { context.succeed(1); callback(null, 2); }',
      1,
    ],
    [
      'the callback after the event loop has run empty',
      `(event, context, callback) => {
        const order = ['callback'];
        setTimeout(() => order.push('timer'), 20);
        callback(null, order);
      }`,
      ['callback', 'timer'],
    ],
    [
      'the callback at once when it shall not wait',
      `(event, context, callback) => {
        const order = ['callback'];
        setTimeout(() => order.push('timer'), 20);
        context.callbackWaitsForEmptyEventLoop = false;
        callback(null, order);
      }`,
      ['callback'],
    ],
  ])('are %s', async (_what, handler, expected) => {
    const { call } = await testFunction({ 'index.js': `exports.handler = ${handler};` });
    expect(await call({ a: 1 })).toEqual(expected);
  });

  it('keep the bytes of a large unicode event', async () => {
    const { call } = await testFunction({ 'index.js': 'exports.handler = async (event) => event;' });
    const event = { text: '💡é'.repeat(600_000) };
    expect(await call(event)).toEqual(event);
  });

  it('carry what a streaming handler wrote, with its prelude and content type', async () => {
    const { invoke } = await testFunction({
      'index.mjs': `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
        stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
        stream.write('hello ');
        stream.end(context.functionName);
      });`,
    });
    const { payload, streamedContentType } = await invoke();
    expect(payload.toString()).toBe(`{"statusCode":201}${'\0'.repeat(8)}hello greeter`);
    expect(streamedContentType).toBe('application/vnd.awslambda.http-integration-response');
  });
});

describe('context', () => {
  it('describes the function and the invocation', async () => {
    const { pool, logs } = await testFunction({
      'index.js': `exports.handler = async (event, context) => ({
        ...context, remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID,
        methods: ['done', 'succeed', 'fail'].map((name) => typeof context[name]),
      });`,
    });
    const requestId = '7f1d6bb4-23bb-4f2e-b0ab-2d2b1a0a9f10';
    const clientContext = '{"custom":{"name":"São Paulo"}}';
    const { payload } = await pool.invoke(Buffer.from('{}'), {
      requestId,
      clientContext,
      traceId: 'Root=1-2-3',
    });
    const { remaining, ...context } = JSON.parse(payload.toString()) as { remaining: number };
    expect(context).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: 'greeter',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/greeter',
      logStreamName: logs[0]?.logStreamName,
      clientContext: { custom: { name: 'São Paulo' } },
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:greeter',
      awsRequestId: requestId,
      trace: 'Root=1-2-3',
      methods: ['function', 'function', 'function'],
    });
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(20_000);
    expect(messages(logs)[1]).toBe(`START RequestId: ${requestId} Version: $LATEST\n`);
  });
});

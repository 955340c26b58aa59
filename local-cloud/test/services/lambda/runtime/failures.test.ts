import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

interface ErrorDocument {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

const withHandler = (body: string, overrides = {}) =>
  testFunction({ 'index.js': `exports.handler = async (event, context) => { ${body} };` }, overrides);

describe('errors of a handler', () => {
  it('reports a thrown error with its name, message and stack', async () => {
    const { invoke, logs } = await withHandler(`throw new RangeError('too far');`);
    const { functionError, payload, requestId } = await invoke();
    expect(functionError).toBe('Unhandled');
    const error = JSON.parse(payload.toString()) as ErrorDocument;
    expect(error).toEqual({ errorType: 'RangeError', errorMessage: 'too far', trace: expect.any(Array) });
    expect(error.trace[0]).toBe('RangeError: too far');
    expect(error.trace[1]).toContain('task/index.js:1:');
    const line = messages(logs).find((message) => message.includes('Invoke Error'));
    expect(line).toContain(
      `\t${requestId}\tERROR\tInvoke Error \t{"errorType":"RangeError","errorMessage":"too far",`,
    );
  });

  it('reports a thrown text as type string', async () => {
    const { call } = await withHandler(`throw 'plain';`);
    expect(await call()).toEqual({ errorType: 'string', errorMessage: 'plain', trace: [] });
  });

  it('reports a result that is no JSON', async () => {
    const { call } = await withHandler('const loop = {}; loop.loop = loop; return loop;');
    expect(await call()).toMatchObject({
      errorType: 'Error',
      errorMessage: 'Unable to stringify response body',
    });
  });

  it('reports a promise that can never settle', async () => {
    const { call } = await withHandler('await new Promise(() => {});');
    expect(await call()).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
  });

  it('keeps the environment after an error of the handler', async () => {
    const { invoke } = await withHandler(`if (event.fail) throw new Error('once');`);
    expect((await invoke({ fail: true })).coldStart).toBe(true);
    expect((await invoke()).coldStart).toBe(false);
  });

  it('refuses an answer above 6 MB, and keeps the environment', async () => {
    const { invoke } = await withHandler(`return 'x'.repeat(event.size);`);
    const most = await invoke({ size: 6_291_556 - 2 });
    expect(most.functionError).toBeUndefined();
    expect(most.payload.length).toBe(6_291_556);
    const tooLarge = await invoke({ size: 6_291_556 - 1 });
    expect(tooLarge.functionError).toBe('Unhandled');
    expect(JSON.parse(tooLarge.payload.toString())).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect((await invoke({ size: 1 })).coldStart).toBe(false);
  });
});

describe('the end of a runtime process', () => {
  it.each([
    ['process.exit(3);', 'Runtime exited with error: exit status 3'],
    ['process.exit(0);', 'Runtime exited without providing a reason'],
    [`process.kill(process.pid, 'SIGKILL');`, 'Runtime exited with error: signal: killed'],
  ])('reports %s', async (body, reason) => {
    const { invoke, logs } = await withHandler(`if (event.exit) { ${body} }`);
    const { payload, requestId, functionError } = await invoke({ exit: true });
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload.toString())).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: ${reason}`,
    });
    expect(messages(logs).slice(-3)).toEqual([
      `RequestId: ${requestId} Error: ${reason}\nRuntime.ExitError\n`,
      `END RequestId: ${requestId}\n`,
      expect.stringMatching(/\tStatus: error\tError Type: Runtime\.ExitError\n$/),
    ]);
    expect((await invoke()).coldStart).toBe(true);
  });

  it('reports a rejection that nobody handled', async () => {
    const { invoke, logs } = await withHandler(
      `Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 5000));`,
    );
    const { payload, requestId } = await invoke();
    expect(JSON.parse(payload.toString())).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
    });
    expect(messages(logs)).toContain(
      `RequestId: ${requestId} Error: Runtime exited with error: exit status 128\nRuntime.ExitError\n`,
    );
    expect((await invoke()).coldStart).toBe(true);
  });

  it('reports an exception that nobody caught', async () => {
    const { call } = await withHandler(
      `setTimeout(() => { throw new TypeError('late'); }); await new Promise(() => {});`,
    );
    expect(await call()).toMatchObject({ errorType: 'TypeError', errorMessage: 'late' });
  });

  it.each(['await new Promise((resolve) => setTimeout(resolve, 60_000));', 'for (;;);'])(
    'ends an invocation that passes its time-out: %s',
    async (body) => {
      const { invoke, logs } = await withHandler(`console.log('begun'); if (event.hang) { ${body} }`, {
        timeout: 1,
      });
      const { payload, requestId, functionError, durationMs } = await invoke({ hang: true });
      expect(functionError).toBe('Unhandled');
      expect(durationMs).toBe(1000);
      expect(JSON.parse(payload.toString())).toEqual({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
      });
      const lines = messages(logs).slice(1);
      expect(lines[1]).toContain('\tINFO\tbegun\n');
      expect(lines[2]).toMatch(new RegExp(`^\\S+Z ${requestId} Task timed out after 1\\.00 seconds\n\n$`));
      expect(lines[3]).toBe(`END RequestId: ${requestId}\n`);
      expect(lines[4]).toContain(`\tDuration: 1000.00 ms\t`);
      expect(lines[4]).toMatch(/\tMax Memory Used: \d+ MB\t.*Status: timeout\n$/);
      expect((await invoke()).coldStart).toBe(true);
    },
  );
});

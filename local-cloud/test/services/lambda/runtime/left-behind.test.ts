import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

const withHandler = (body: string, overrides = {}) =>
  testFunction({ 'index.js': `exports.handler = async (event, context) => { ${body} };` }, overrides);

/** What a line of the log is about, without what differs from run to run. */
const kind = (message: string): string =>
  /^(INIT_START|START|END|REPORT)\b/.exec(message)?.[1] ?? message.replace(/^\S+Z\t/, '');

/** Frames per invocation: the lines of one request, from START to REPORT. */
function linesOf(logs: { message: string }[], requestId: string): string[] {
  const all = messages(logs as never);
  const start = all.findIndex((message) => message.startsWith(`START RequestId: ${requestId}`));
  const end = all.findIndex((message) => message.startsWith(`REPORT RequestId: ${requestId}`));
  return all.slice(start, end + 1);
}

describe('what a handler leaves behind when it answers', () => {
  it.each([
    [
      'a rejected promise',
      `(async () => { throw new Error('x'); })();`,
      128,
      'Runtime.UnhandledPromiseRejection',
    ],
    ['an exception', `process.nextTick(() => { throw new Error('x'); });`, 129, 'Error'],
    ['an exit', `process.nextTick(() => process.exit(7));`, 7, undefined],
  ])('ends the environment after the answer: %s', async (_, leave, status, errorType) => {
    const { invoke, logs } = await withHandler(`if (event.leave) { ${leave} } return { statusCode: 200 };`);
    const first = await invoke({ leave: true });
    expect(first.functionError).toBeUndefined();
    expect(first.payload.toString()).toBe('{"statusCode":200}');
    const second = await invoke();
    expect(second.payload.toString()).toBe('{"statusCode":200}');
    expect(second.coldStart).toBe(true);
    const { requestId } = first;
    expect(linesOf(logs, requestId).map(kind)).toEqual([
      'START',
      ...(errorType
        ? [expect.stringMatching(new RegExp(`^${requestId}\tERROR\t.*"errorType":"${errorType}"`))]
        : []),
      `RequestId: ${requestId} Error: Runtime exited with error: exit status ${status}\nRuntime.ExitError\n`,
      'END',
      'REPORT',
    ]);
    expect(linesOf(logs, requestId).at(-1)).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError\n$/);
    expect(linesOf(logs, second.requestId).map(kind)).toEqual(['START', 'END', 'REPORT']);
  });

  it('keeps an answer of several megabytes whole', async () => {
    const { invoke } = await withHandler(
      `(async () => { throw new Error('x'); })(); return 'y'.repeat(5_000_000);`,
    );
    const { payload, functionError } = await invoke();
    expect(functionError).toBeUndefined();
    expect(payload.length).toBe(5_000_002);
  });

  it('keeps the error that the handler itself ended with', async () => {
    const { call } = await withHandler(
      `(async () => { throw new Error('x'); })(); throw new TypeError('of the handler');`,
    );
    expect(await call()).toMatchObject({ errorType: 'TypeError', errorMessage: 'of the handler' });
  });

  it('ends the environment between two invocations, and loses neither', async () => {
    const { invoke, logs } = await withHandler(
      `if (event.leave) setTimeout(() => { throw new Error('late'); }, 20); return event;`,
    );
    const first = await invoke({ leave: true });
    const answers: unknown[] = [];
    // One after the other, until the environment is another one: some invocation meets the end of the first.
    for (let coldStart = false; !coldStart; ) {
      const result = await invoke({ n: answers.length });
      answers.push(JSON.parse(result.payload.toString()));
      expect(result.functionError).toBeUndefined();
      coldStart = result.logStreamName !== first.logStreamName;
    }
    expect(answers).toEqual(answers.map((_answer, n) => ({ n })));
    expect(messages(logs).some((message) => message.includes('"errorMessage":"late"'))).toBe(true);
  });

  it('ends an invocation under way in the way of its own error', async () => {
    const { invoke, logs } = await withHandler(
      `setTimeout(() => { throw new TypeError('late'); }, 5); await new Promise((r) => setTimeout(r, 5000));`,
    );
    const { payload, requestId, functionError } = await invoke();
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload.toString())).toMatchObject({ errorType: 'TypeError', errorMessage: 'late' });
    expect(linesOf(logs, requestId).map(kind)).toEqual([
      'START',
      expect.stringContaining(`${requestId}\tERROR\tUncaught Exception \t{"errorType":"TypeError"`),
      `RequestId: ${requestId} Error: Runtime exited with error: exit status 129\nRuntime.ExitError\n`,
      'END',
      'REPORT',
    ]);
  });

  it('runs no line of the function after an error that nobody caught', async () => {
    const { invoke, logs } = await withHandler(
      `setTimeout(() => { throw new Error('late'); }); setTimeout(() => console.log('after'), 1);
       await new Promise((r) => setTimeout(r, 5000));`,
    );
    await invoke();
    expect(messages(logs).filter((message) => message.includes('after'))).toEqual([]);
  });
});

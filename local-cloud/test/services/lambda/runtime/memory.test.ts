import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

const allocating = (then: string) =>
  testFunction(
    {
      'index.js': `exports.handler = async (event) => {
        if (!event.megabytes) return 'small';
        const buffer = Buffer.alloc(event.megabytes * 1024 * 1024, 1);
        ${then}
      };`,
    },
    { memorySize: 128 },
  );

describe('memory', () => {
  it.each([
    ['answers at once', 'return buffer.length;'],
    ['goes on', 'await new Promise((resolve) => setTimeout(resolve, 15_000)); return buffer.length;'],
  ])('ends a function that takes more than it has, and %s', async (_, then) => {
    const { invoke, logs } = await allocating(then);
    const { payload, functionError, requestId } = await invoke({ megabytes: 600 });
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload.toString())).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(messages(logs).slice(-3)).toEqual([
      `RequestId: ${requestId} Error: Runtime exited with error: signal: killed\nRuntime.ExitError\n`,
      `END RequestId: ${requestId}\n`,
      expect.stringMatching(
        /\tMemory Size: 128 MB\tMax Memory Used: 128 MB\t.*Status: error\tError Type: Runtime\.OutOfMemory\n$/,
      ),
    ]);
    const next = await invoke();
    expect([next.payload.toString(), next.coldStart]).toEqual(['"small"', true]);
  });

  it('lets a function have what it may have', async () => {
    const { call } = await allocating('return buffer.length;');
    expect(await call({ megabytes: 32 })).toBe(32 * 1024 * 1024);
  });

  it('is that of the function, however large the process is that started it', async () => {
    // What the system tells of a process by default is also that of the one which forked it.
    const ballast = Buffer.alloc(400 * 1024 * 1024, 1);
    const { call, logs } = await allocating('return buffer.length;');
    expect(await call({ megabytes: 8 })).toBe(8 * 1024 * 1024);
    expect(ballast.at(-1)).toBe(1);
    const [, used] = /Max Memory Used: (\d+) MB/.exec(messages(logs).at(-1) ?? '') ?? [];
    expect(Number(used)).toBeLessThan(128);
  });

  it('ends an init that takes more', async () => {
    const { call, logs } = await testFunction(
      { 'index.js': 'globalThis.kept = Buffer.alloc(600 * 1024 * 1024, 1); for (;;);' },
      { memorySize: 128 },
    );
    expect(await call()).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
    expect(messages(logs).filter((message) => message.startsWith('INIT_REPORT'))).toEqual([
      expect.stringMatching(/Phase: init\tStatus: error\tError Type: Runtime\.OutOfMemory\n$/),
      expect.stringMatching(/Phase: invoke\tStatus: error\tError Type: Runtime\.OutOfMemory\n$/),
    ]);
  });
});

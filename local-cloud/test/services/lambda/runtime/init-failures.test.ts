import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnsupportedRuntimeError } from '../../../../src/services/lambda/runtime/index.ts';
import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

describe('init', () => {
  it('is tried once more within the invocation before its failure is the answer, for every invocation anew', async () => {
    const { call, logs } = await testFunction({
      'index.js': `console.log('loading'); throw new Error('no start');`,
    });
    for (let time = 1; time <= 2; time++) {
      expect(await call()).toMatchObject({ errorType: 'Error', errorMessage: 'no start' });
      const loads = messages(logs).filter((message) => message.includes('\tundefined\tINFO\tloading\n'));
      expect(loads).toHaveLength(2 * time);
    }
    const reports = messages(logs).filter((message) => message.startsWith('INIT_REPORT'));
    expect(reports.map((report) => report.slice(report.indexOf('\t') + 1))).toEqual([
      'Phase: init\tStatus: error\tError Type: Error\n',
      'Phase: invoke\tStatus: error\tError Type: Error\n',
      'Phase: init\tStatus: error\tError Type: Error\n',
      'Phase: invoke\tStatus: error\tError Type: Error\n',
    ]);
  });

  it('stands in the log before the START of the invocation that it failed', async () => {
    const { invoke, logs } = await testFunction({ 'index.js': `throw new Error('no start');` });
    const { requestId } = await invoke();
    expect(
      messages(logs).map((message) => message.split('\t')[2] ?? message.split(/ (?=RequestId)|:/)[0]),
    ).toEqual(
      [
        'INIT_START Runtime Version',
        'ERROR',
        'Status: error',
        'INIT_START Runtime Version',
        'ERROR',
        'Status: error',
        'START',
        'RequestId',
        'END',
        'Billed Duration: 0 ms',
      ].map((line) =>
        line.startsWith('Billed') ? expect.stringMatching(/^Billed Duration: \d+ ms$/) : line,
      ),
    );
    expect(messages(logs).at(-3)).toBe(
      `RequestId: ${requestId} Error: Runtime exited with error: exit status 129\nRuntime.ExitError\n`,
    );
  });

  it('serves the invocation where the second try succeeds, without an Init Duration of its own', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end(String(asked));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { invoke, logs } = await testFunction({
      'index.mjs': `
        const attempt = await (await fetch('http://127.0.0.1:${port}/')).text();
        if (attempt === '1') throw new Error('not yet');
        export const handler = async () => attempt;
      `,
    });
    const { payload, coldStart, initDurationMs } = await invoke();
    server.close();
    expect({ answer: payload.toString(), coldStart, initDurationMs }).toEqual({
      answer: '"2"',
      coldStart: true,
      initDurationMs: undefined,
    });
    expect(messages(logs).at(-1)).toMatch(/^REPORT /);
    expect(messages(logs).at(-1)).not.toContain('Init Duration');
  });

  it.each([
    ['index.js', 'process.exit(4);', 'exit status 4'],
    ['index.mjs', 'await new Promise(() => {});', 'exit status 13'],
  ])('reports a process that ends before it is ready: %s %s', async (file, code, status) => {
    const { invoke } = await testFunction({ [file]: code });
    const { payload, requestId } = await invoke();
    expect(JSON.parse(payload.toString())).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${status}`,
    });
  });

  it('starts over with the time-out of the function when init takes 10 seconds', async () => {
    const { invoke, logs } = await testFunction({ 'index.js': 'for (;;);' }, { timeout: 1 });
    const { payload, requestId } = await invoke();
    expect(JSON.parse(payload.toString())).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    });
    const reports = messages(logs).filter((message) => message.startsWith('INIT_REPORT'));
    expect(reports).toEqual([
      expect.stringMatching(/^INIT_REPORT Init Duration: 10\d{3}\.\d\d ms\tPhase: init\tStatus: timeout\n$/),
      expect.stringMatching(/^INIT_REPORT Init Duration: 1\d{3}\.\d\d ms\tPhase: invoke\tStatus: timeout\n$/),
    ]);
  });

  it('refuses a runtime it can not run', async () => {
    await expect(testFunction({}, { runtime: 'python3.13' })).rejects.toThrow(UnsupportedRuntimeError);
  });
});

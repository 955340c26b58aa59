import { cleanUp, messages, testFunction } from './support.ts';

afterEach(cleanUp);

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';

it('logs an invocation from INIT_START to REPORT, in order, by the time the answer is there', async () => {
  const { invoke, logs } = await testFunction({
    'index.js': `
      const fs = require('node:fs');
      exports.handler = async () => {
        console.log('several\\nlines %s', 'in one', { deep: true });
        process.stdout.write('raw one\\nraw two\\n');
        console.error('after raw');
        process.stderr.write('to stderr\\n');
        fs.writeSync(1, 'by descriptor 1\\n');
        fs.writeSync(2, 'by descriptor 2\\n');
        console.warn('warned'); console.debug('debugged'); console.info('informed');
        process.stdout.write('no line break');
      };`,
  });
  const { requestId, logStreamName } = await invoke();
  const line = (level: string, text: string) => new RegExp(`^${TIME}\t${requestId}\t${level}\t${text}\n$`);
  expect(messages(logs)).toEqual([
    `INIT_START Runtime Version: nodejs:${process.versions.node}\n`,
    `START RequestId: ${requestId} Version: $LATEST\n`,
    expect.stringMatching(line('INFO', 'several\nlines in one { deep: true }')),
    'raw one\n',
    'raw two\n',
    expect.stringMatching(line('ERROR', 'after raw')),
    'to stderr\n',
    'by descriptor 1\n',
    'by descriptor 2\n',
    expect.stringMatching(line('WARN', 'warned')),
    expect.stringMatching(line('DEBUG', 'debugged')),
    expect.stringMatching(line('INFO', 'informed')),
    'no line break\n',
    `END RequestId: ${requestId}\n`,
    expect.stringMatching(
      new RegExp(
        `^REPORT RequestId: ${requestId}\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\t` +
          'Max Memory Used: \\d+ MB\tInit Duration: \\d+\\.\\d\\d ms\t\n$',
      ),
    ),
  ]);
  expect(logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  expect(logs.every((event) => event.logStreamName === logStreamName)).toBe(true);
  expect(logs.every((event) => event.logGroupName === '/aws/lambda/greeter')).toBe(true);
});

it('leaves Init Duration out of the report of a warm invocation', async () => {
  const { invoke, logs } = await testFunction({ 'index.js': 'exports.handler = async () => {};' });
  await invoke();
  const { requestId, durationMs } = await invoke();
  expect(messages(logs).at(-1)).toMatch(
    new RegExp(
      `^REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs)} ms\t` +
        'Memory Size: 128 MB\tMax Memory Used: \\d+ MB\t\n$',
    ),
  );
});

it('loses none of many lines, written faster than they are read', async () => {
  const { invoke, logs } = await testFunction({
    'index.js': `exports.handler = async () => {
      for (let line = 0; line < 5000; line++) {
        console.log(line, 'x'.repeat(100));
        process.stdout.write(line + ' raw ' + 'y'.repeat(100) + '\\n');
      }
      console.log('z'.repeat(1_000_000));
    };`,
  });
  await invoke();
  const lines = messages(logs).slice(2, -2);
  expect(lines).toHaveLength(10_001);
  for (let line = 0; line < 5000; line++) {
    expect(lines[2 * line]).toContain(`\tINFO\t${line} xxx`);
    expect(lines[2 * line + 1]?.slice(0, 20)).toBe(`${line} raw yyyyyyyyyyyyyyyyyyyy`.slice(0, 20));
  }
  expect(lines[10_000]).toHaveLength(1_000_000 + 24 + 36 + 4 + 3 + 1);
});

it('gives the last 4 KB of the log with the result', async () => {
  const { invoke } = await testFunction({
    'index.js': `exports.handler = async (event) => { for (let i = 0; i < event.lines; i++) console.log('é'.repeat(50)); };`,
  });
  const short = (await invoke({ lines: 1 })).logTail.toString();
  expect(short).toMatch(/^START RequestId: [\s\S]*ééé[\s\S]*END RequestId: [\s\S]*REPORT RequestId: .*\t\n$/);
  const long = (await invoke({ lines: 500 })).logTail;
  expect(long.length).toBe(4096);
  expect(long.toString()).toMatch(/REPORT RequestId: .*\t\n$/);
});

it('logs what a child process of the function prints', async () => {
  const { invoke, logs } = await testFunction({
    'index.js': `exports.handler = async () => {
      require('node:child_process').execSync('echo from the child', { stdio: 'inherit' });
    };`,
  });
  await invoke();
  expect(messages(logs)[2]).toBe('from the child\n');
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

const command = fileURLToPath(new URL('../../bin/local-cloud.mjs', import.meta.url));

/** Runs a command in a terminal of its own, whose keys and screen are this process's pipes. */
const IN_TERMINAL = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';

const hasTerminals = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;

const FUNCTION = `exports.handler = async () => {
  console.log('written by', process.env.AWS_LAMBDA_FUNCTION_NAME);
  return process.env.SAID ?? 'fine';
};
`;

const configurationOf = (environment: Record<string, string>): string =>
  JSON.stringify({
    service: 'keyed',
    provider: { name: 'aws', runtime: 'nodejs20.x', environment },
    functions: {
      one: { handler: 'main.handler', url: true },
      two: { handler: 'main.handler', url: true },
    },
  });

const describeInTerminal = hasTerminals ? describe : describe.skip;

describeInTerminal('the keys of local-cloud up in a terminal (needs python3)', () => {
  let service: ServiceFolder;
  let screen = '';
  let press: (keys: string) => void;
  let ended: Promise<unknown[]>;
  let shown: (pattern: RegExp) => Promise<RegExpExecArray>;
  beforeAll(async () => {
    service = serviceFolder();
    service.write('serverless.json', configurationOf({}));
    service.write('main.js', FUNCTION);
    for (const name of ['open', 'xdg-open']) {
      service.write(`bin/${name}`, '#!/bin/sh\necho "$1" > "$0.part" && mv "$0.part" "$0.url"\n');
      chmodSync(path.join(service.folder, 'bin', name), 0o755);
    }
    const { CI: _, NO_COLOR: __, PATH, ...environment } = process.env;
    const child = spawn(
      'python3',
      ['-c', IN_TERMINAL, process.execPath, command, 'up', '--port', '0', '--no-deploy-on-change'],
      {
        cwd: service.folder,
        env: {
          ...environment,
          TERM: 'xterm',
          PATH: [path.join(service.folder, 'bin'), PATH].join(path.delimiter),
        },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      child.emit('output');
    });
    ended = once(child, 'close');
    press = (keys) => void child.stdin.write(keys);
    let seen = 0;
    shown = async (pattern) => {
      for (;;) {
        const match = pattern.exec(screen.slice(seen));
        if (match) {
          seen += match.index + match[0].length;
          return match;
        }
        if (child.exitCode !== null) throw new Error(`ended without showing ${pattern}:\n${screen}`);
        await once(child, 'output');
      }
    };
    await shown(
      /Keys: o open console {3}d debugger {3}l logs of one function {3}r redeploy {3}c clear {3}q quit {3}h help/,
    );
  }, 60_000);
  afterAll(() => service.remove());

  const ask = async (name: string): Promise<string> => {
    const [, url = ''] = /http:\/\/localhost:(\d+)/.exec(screen) ?? [];
    const address = `http://127.0.0.1:${url}/2021-10-31/functions/${name}/url`;
    const { FunctionUrl } = (await (await fetch(address)).json()) as { FunctionUrl: string };
    return (await fetch(FunctionUrl)).text();
  };

  it('show the help for h', async () => {
    press('h');
    await shown(/Keys: o open console/);
  }, 30_000);

  it('show all that one function writes for l, and nothing of the other', async () => {
    press('l');
    await shown(/1 {2}keyed-local-one\r?\n {2}2 {2}keyed-local-two/);
    press('two\r');
    await shown(/All that keyed-local-two writes is shown/);
    await ask('keyed-local-one');
    await ask('keyed-local-two');
    await shown(/keyed-local-one/);
    await shown(/written by keyed-local-two/);
    expect(screen).not.toMatch(/written by keyed-local-one/);
  }, 30_000);

  it('open a port for a debugger for d, and close it for another', async () => {
    press('d');
    const [, port = ''] = await shown(/keyed-local-one {2}127\.0\.0\.1:(\d+)/);
    const { status } = await fetch(`http://127.0.0.1:${port}/json/version`);
    expect(status).toBe(200);
    press('d');
    await shown(/Functions run without a debugger again/);
    await expect(fetch(`http://127.0.0.1:${port}/json/version`)).rejects.toThrow();
  }, 30_000);

  it('say where the console is for o, and clear the screen for c', async () => {
    const bin = path.join(service.folder, 'bin');
    // It watches from the first time that it is asked.
    const watched = watch(bin)[Symbol.asyncIterator]();
    let next = watched.next();
    press('o');
    const [, url = ''] = await shown(/The console is at (http:\/\/localhost:\d+\/_local-cloud\/)/);
    while (!(await next).value?.filename?.endsWith('.url')) next = watched.next();
    await watched.return?.();
    const opened = readdirSync(bin).find((name) => name.endsWith('.url')) ?? '';
    expect(readFileSync(path.join(bin, opened), 'utf8')).toBe(`${url}\n`);
    press('c');
    await shown(/\[2J/);
  }, 30_000);

  it('deploy everything for r, when a change alone does not', async () => {
    service.write('serverless.json', configurationOf({ SAID: 'deployed' }));
    await shown(/keyed: serverless\.json changed; not deployed, as --no-deploy-on-change says\./);
    expect(await ask('keyed-local-one')).toBe('fine');
    press('r');
    await shown(/✓.*keyed/);
    expect(await ask('keyed-local-one')).toBe('deployed');
  }, 60_000);

  it('end it for q, with 0', async () => {
    press('q');
    expect((await ended)[0]).toBe(0);
  }, 30_000);
});

import { once } from 'node:events';
import { SourceMap } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';
import { attach, type InspectorClient } from '../support/inspector-client.ts';

/** Seconds; a busy machine takes a part of them to come to the line. */
const TIMEOUT = 3;

const CONFIGURATION = {
  service: 'debugged',
  plugins: ['serverless-esbuild'],
  custom: { esbuild: { bundle: true, minify: true } },
  provider: { name: 'aws', runtime: 'nodejs20.x', timeout: TIMEOUT },
  functions: {
    greet: { handler: 'src/greet.handler', url: true },
    other: { handler: 'src/other.handler', url: true },
  },
};

const sourceOf = (greeting: string): string => `type Event = { rawPath: string };

export const handler = async ({ rawPath }: Event) => {
  const greeting = '${greeting} ' + (rawPath ?? '/rest');
  return { statusCode: 200, body: greeting + ' ' + process.pid };
};
`;
/** Where the variable is there. */
const LINE = 5;

let service: ServiceFolder;
let program: Program;
let port: number;
beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  server.close();
  service = serviceFolder();
  service.write('serverless.yml', JSON.stringify(CONFIGURATION));
  service.write('package.json', '{"private":true}');
  service.write('src/greet.ts', sourceOf('hello'));
  service.write('src/other.ts', `export const handler = async () => 'other';\n`);
  program = startLocalCloudCommand(['up', '--port', '0', '--inspect', String(port), '--logs'], {
    cwd: service.folder,
  });
  await program.printed(/^Debuggers attach to/m);
}, 90_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  service.remove();
});

async function ask(where: string): Promise<string> {
  const [, url = ''] = await program.printed(/(http:\/\/localhost:\d+\/)$/m);
  return (await fetch(url.replace(/\/$/, where))).text();
}

/** Stops at a line of the TypeScript source, as an editor does with the source map of the script. */
async function stopAt(client: InspectorClient, line: number): Promise<void> {
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  const script = await client.event('Debugger.scriptParsed', ({ url }) => /greet\.js$/.test(String(url)));
  const [, encoded = ''] = /base64,(.*)$/.exec(String(script.sourceMapURL)) ?? [];
  const map = JSON.parse(Buffer.from(encoded, 'base64').toString());
  const source = pathToFileURL(path.join(service.folder, 'src', 'greet.ts')).href;
  expect(map.sources.map((name: string) => new URL(name, map.sourceRoot).href)).toContain(source);
  const { scriptSource } = await client.send('Debugger.getScriptSource', { scriptId: script.scriptId });
  const lines = String(scriptSource).split('\n');
  const lineNumber = lines.findIndex((text, index) => {
    const entry = new SourceMap(map).findEntry(index, text.search(/\S/));
    return (
      'originalLine' in entry && entry.originalLine === line - 1 && /greet\.ts$/.test(entry.originalSource)
    );
  });
  await client.send('Debugger.setBreakpoint', { location: { scriptId: script.scriptId, lineNumber } });
}

async function valueWhereStopped(client: InspectorClient, expression: string): Promise<unknown> {
  const { callFrames } = await client.event('Debugger.paused');
  const [{ callFrameId }] = callFrames as [{ callFrameId: string }];
  const { result } = await client.send('Debugger.evaluateOnCallFrame', { callFrameId, expression });
  return (result as { value: unknown }).value;
}

describe('local-cloud up --inspect', () => {
  it('tells a port of every function', async () => {
    await program.printed(
      new RegExp(
        `^Debuggers attach to \\(docs/debugging.md\\)\n {2}debugged-local-greet {2}127.0.0.1:${port}\n {2}debugged-local-other {2}127.0.0.1:\\d+$`,
        'm',
      ),
    );
  });

  it('stops at a line of TypeScript, for longer than the time-out, and goes on', async () => {
    const client = await attach(port);
    await stopAt(client, LINE);
    const answer = ask('/stopped');
    expect(await valueWhereStopped(client, 'greeting')).toBe('hello /stopped');
    await setTimeout(TIMEOUT * 1000 + 300);
    await client.send('Debugger.resume');
    expect(await answer).toMatch(/^hello \/stopped \d+$/);
    client.close();
  }, 30_000);

  it('writes none of what Node.js says of debuggers to the log', async () => {
    await program.printed(/^GET \/stopped 200 /m);
    expect(program.output()).not.toMatch(/Debugger (listening|attached)|For help, see/);
  });

  it('has one environment for all requests', async () => {
    const answers = await Promise.all(['/', '/', '/', '/'].map(ask));
    expect(new Set(answers).size).toBe(1);
  }, 30_000);

  it('is found at the same port with the new code after a save', async () => {
    const before = await attach(port);
    await before.send('Debugger.enable');
    service.write('src/greet.ts', sourceOf('hi'));
    await before.closed;
    const client = await attach(port);
    await stopAt(client, LINE);
    const answer = ask('/again');
    expect(await valueWhereStopped(client, 'greeting')).toBe('hi /again');
    // A debugger that goes away holds nothing up.
    client.close();
    expect(await answer).toMatch(/^hi \/again \d+$/);
  }, 30_000);

  it('lets no web page in', async () => {
    const status = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/json/list`, { headers })).status;
    expect([await status({}), await status({ Origin: 'https://example.com' })]).toEqual([200, 403]);
  });
});

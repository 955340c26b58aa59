import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

/** A service that knows nothing of local-cloud: bundled with a source map, which Node reads for `mapped` alone. */
const CONFIGURATION = {
  service: 'noisy',
  plugins: ['serverless-esbuild'],
  custom: { esbuild: { bundle: true, minifyWhitespace: true, sourcemap: true, external: ['left-pad'] } },
  provider: { name: 'aws', runtime: 'nodejs20.x' },
  package: { patterns: ['!node_modules/**'] },
  functions: {
    mapped: {
      handler: 'src/mapped.handler',
      url: true,
      environment: { NODE_OPTIONS: '--enable-source-maps' },
    },
    unmapped: { handler: 'src/unmapped.handler', url: true },
    unloadable: { handler: 'src/unloadable.handler', url: true },
    express: { handler: 'src/express.handler', url: true },
    nameless: { handler: 'src/fail.handler', url: true },
    warned: { handler: 'src/warned.handler', url: true },
  },
};

const HANDLER = `import { fail } from './fail.ts';

export const handler = async (event: { rawPath: string }) => {
  console.log('asked for', event.rawPath);
  if (event.rawPath === '/malformed') return { statusCode: 'many' };
  if (event.rawPath === '/quiet') return 'fine';
  if (event.rawPath === '/told') console.error(new Error('told'));
  else fail();
  return 'fine';
};
`;
const FAIL = `type Never = never;

export function fail(): Never {
  throw new TypeError('boom');
}
`;
const EXPRESS = `import express from 'express';
import serverless from 'serverless-http';

const app = express();
app.get('/boom', () => {
  throw new Error('in a route');
});
export const handler = serverless(app);
`;
/** The SDK's own notice, which its clients give on an old Node. */
const WARNED = `import { emitWarningIfUnsupportedVersion } from '@aws-sdk/core/client';

emitWarningIfUnsupportedVersion('v20.0.0');
export const handler = async (event: { rawPath: string }) => {
  if (event.rawPath === '/fails') process.emitWarning('of the code');
  // A warning is written on the next tick.
  await new Promise((resolve) => setImmediate(resolve));
  if (event.rawPath === '/fails') throw new RangeError('after it');
  return 'fine';
};
`;

let service: ServiceFolder;
let program: Program;
beforeAll(async () => {
  service = serviceFolder();
  service.write('serverless.yml', JSON.stringify(CONFIGURATION));
  service.write('package.json', '{"private":true}');
  service.write('src/fail.ts', FAIL);
  for (const name of ['mapped', 'unmapped']) service.write(`src/${name}.ts`, HANDLER);
  service.write(
    'src/unloadable.ts',
    `import { inspect } from 'node:util';\nimport pad from 'left-pad';\n\nexport const handler = async () => pad(inspect(1), 3);\n`,
  );
  service.write('src/express.ts', EXPRESS);
  service.write('src/warned.ts', WARNED);
  program = startLocalCloudCommand(['up', '--ephemeral', '--port', '0'], { cwd: service.folder });
  await program.printed(/Requests are shown below/);
}, 60_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  service.remove();
});

async function request(name: keyof typeof CONFIGURATION.functions, path: string): Promise<void> {
  const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
  const endpoint = `http://127.0.0.1:${port}/2021-10-31/functions/noisy-local-${name}/url`;
  const { FunctionUrl } = (await (await fetch(endpoint)).json()) as { FunctionUrl: string };
  await fetch(`${FunctionUrl}${path}`);
}

/** What a function's log group holds. */
async function loggedBy(name: keyof typeof CONFIGURATION.functions): Promise<string> {
  const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'Logs_20140328.FilterLogEvents',
    },
    body: JSON.stringify({ logGroupName: `/aws/lambda/noisy-local-${name}` }),
  });
  const { events } = (await answer.json()) as { events: { message: string }[] };
  return events.map(({ message }) => message).join('');
}

/** Waits for lines as they stand, but for durations. */
const lines = (...expected: string[]) =>
  program.printed(
    new RegExp(
      `^${expected.map(escaped).join('\n').replaceAll('1 ms cold', '\\d+ ms (?:cold|warm)')}\n`,
      'm',
    ),
  );
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

describe('the summary', () => {
  it('tells which function is behind each URL, where there are several', async () => {
    const [, listed = ''] = await program.printed(/^noisy\n((?: {2}function URL .*\n)+)/m);
    const functions = listed
      .trim()
      .split('\n')
      .map((line) => line.replace(/^.*http:\S+ {2}/, ''));
    expect(functions.sort()).toEqual(
      Object.keys(CONFIGURATION.functions)
        .map((name) => `noisy-local-${name}`)
        .sort(),
    );
  });
});

describe('the log of a function in the terminal', () => {
  it.each(['mapped', 'unmapped'] as const)(
    'names file and line of the source for an error: %s',
    async (name) => {
      await request(name, `${name}`);
      await lines(
        `GET /${name} 502 1 ms cold noisy-local-${name}`,
        `  asked for /${name}`,
        '  ERROR TypeError: boom',
        '      at fail (src/fail.ts:4:9)',
        `      at handler (src/${name}.ts:8:8)`,
      );
    },
  );

  it('says why an answer was refused, and what else the function wrote', async () => {
    await request('unmapped', 'malformed');
    await lines(
      'GET /malformed 502 1 ms cold noisy-local-unmapped',
      '  noisy-local-unmapped answered what is no HTTP response: its statusCode is "many", not a number from 100 to 599.',
      '  It was: {"statusCode":"many"}',
      '  asked for /malformed',
    );
  });

  it('is shown where it holds an error, whatever the answer, and else only when asked for', async () => {
    await request('unmapped', 'quiet');
    await request('unmapped', 'told');
    await lines(
      'GET /quiet 200 1 ms cold noisy-local-unmapped',
      'GET /told 200 1 ms cold noisy-local-unmapped',
      '  asked for /told',
      '  ERROR Error: told',
      '      at handler (src/unmapped.ts:7:48)',
    );
  });

  it('takes no warning for an error, and leaves what the SDK says of itself to the log', async () => {
    await request('warned', 'calm');
    await request('warned', 'fails');
    const [, said] = await program.printed(
      /^GET \/calm 200 .*\nGET \/fails 502 .*\n([\s\S]*? {6}at handler \(src\/warned\.ts:.*\n)/m,
    );
    expect(said).toMatch(
      /^ {2}WARN \(node:\d+\) Warning: of the code\n {2}ERROR RangeError: after it\n {6}at handler /,
    );
    expect(await loggedBy('warned')).toContain('NodeVersionSupportWarning: The AWS SDK for JavaScript (v3)');
  });

  it("names the user's file for an import that fails", async () => {
    await request('unloadable', 'import');
    await lines(
      'GET /import 502 1 ms cold noisy-local-unloadable',
      "  ERROR Runtime.ImportModuleError: Error: Cannot find module 'left-pad', imported by src/unloadable.ts:2:17",
    );
  });

  it("shows no frames of Lambda's runtime where a file has no such handler", async () => {
    await request('nameless', 'nameless');
    await request('unmapped', 'quiet');
    await program.printed(
      /^GET \/nameless 502 .*\n {2}ERROR Runtime\.HandlerNotFound: \S+ is undefined or not exported\nGET \/quiet 200 /m,
    );
  });

  it('shows what Express writes of an error after it has answered', async () => {
    await request('express', 'boom');
    // As it comes before or after the answer, it stands below its own request line or names its function.
    await program.printed(
      /^GET \/boom 500 \d+ ms cold noisy-local-express\n {2}ERROR Error: in a route(?: noisy-local-express)?\n {6}at (?:fn \()?src\/express\.ts:6:9/m,
    );
  });
});

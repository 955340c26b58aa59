import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sign } from 'aws4';
import { type ServiceFolder, serviceFolder } from './support/service-folder.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

let target: Target;
let service: ServiceFolder;
beforeAll(async () => {
  target = await localCloud();
  service = serviceFolder('unmodified');
}, 60_000);
afterAll(async () => {
  await target.close();
  service.remove();
});

/** `sls` with what the SDKs themselves read, and no more; the frequency is but the wait between two looks at a stack. */
async function sls(...args: string[]): Promise<[unknown, string]> {
  const program = service.sls(args, {
    AWS_ENDPOINT_URL: target.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    SLS_AWS_MONITORING_FREQUENCY: '25',
  });
  return [await program.ended, program.output()];
}

const index = () => readFileSync(path.join(service.folder, 'index.js'), 'utf8');
const change = (from: string, to: string) => service.write('index.js', index().replace(from, to));
const text = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers });
  return [answer.status, await answer.text()];
};

describe('a service that knows nothing of local-cloud', () => {
  let open: string;
  let signed: string;

  it('is deployed', async () => {
    const [code, output] = await sls('deploy');
    expect([code, output]).toEqual([0, expect.stringContaining('Service deployed to stack unmodified-dev')]);
    const [, first, second] =
      /open: (http:\/\/localhost:\d+\/)\n\s+signed: (http:\/\/localhost:\d+\/)\n/.exec(output) ?? [];
    expect([first, second]).toEqual([expect.any(String), expect.any(String)]);
    [open, signed] = [first ?? '', second ?? ''];
  }, 60_000);

  it('answers through its function URL and its REST API', async () => {
    expect(await text(open)).toEqual([200, 'first']);
    const [, output] = await sls('info');
    const [, id] =
      /GET - https:\/\/(\w+)\.execute-api\.us-east-1\.amazonaws\.com\/dev\/hello/.exec(output) ?? [];
    expect(await text(`${target.endpoint}/restapis/${id}/dev/_user_request_/hello`)).toEqual([200, 'first']);
  }, 60_000);

  it('answers 403 to an unsigned request where it wants a signature, and 200 to a signed one', async () => {
    expect(await text(signed)).toEqual([
      403,
      expect.stringContaining('{"Message":"Forbidden. For troubleshooting'),
    ]);
    const { host } = new URL(signed);
    const request = { service: 'lambda', region: 'us-east-1', host, path: '/' };
    const { headers } = sign(request, { accessKeyId: 'test', secretAccessKey: 'test' });
    expect(await text(signed, headers as Record<string, string>)).toEqual([200, 'first']);
  });

  it('is invoked, and its log read', async () => {
    expect(await sls('invoke', '-f', 'open', '--data', '{"path":"/by-hand"}')).toEqual([
      0,
      '{\n    "statusCode": 200,\n    "body": "first"\n}\n',
    ]);
    const [code, output] = await sls('logs', '-f', 'open');
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        /^START\n\S+ \S+\tINFO\tasked for \/by-hand\nEND Duration: [\d.]+ ms Memory Used: \d+ MB$/m,
      ),
    ]);
  }, 60_000);

  it('is counted: how often it was asked, and how long that took', async () => {
    const [code, output] = await sls('metrics');
    expect([code, output]).toEqual([
      0,
      // Through its function URL, its REST API, by a signed request and by hand.
      expect.stringMatching(/^invocations: 4\nthrottles: 0\nerrors: 0\nduration \(avg\.\): [\d.]+ms$/m),
    ]);
    expect((await sls('metrics', '-f', 'signed'))[1]).toMatch(/^invocations: 1$/m);
  }, 60_000);

  it('takes the code of one function alone', async () => {
    change('first', 'second');
    expect((await sls('deploy', 'function', '-f', 'open'))[0]).toBe(0);
    expect(await text(open)).toEqual([200, 'second']);
    expect((await sls('invoke', '-f', 'signed'))[1]).toContain('"body": "first"');
  }, 60_000);

  it('goes back to an earlier deployment', async () => {
    change('second', 'third');
    expect((await sls('deploy'))[0]).toBe(0);
    expect(await text(open)).toEqual([200, 'third']);
    const [code, output] = await sls('deploy', 'list');
    const timestamps = [...output.matchAll(/Timestamp: (\d+)/g)].map(([, timestamp]) => timestamp ?? '');
    expect([code, timestamps.length]).toEqual([0, 2]);
    expect((await sls('rollback', '-t', timestamps.sort()[0] ?? ''))[0]).toBe(0);
    expect(await text(open)).toEqual([200, 'first']);
  }, 60_000);

  it('is removed', async () => {
    const [code, output] = await sls('remove');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('Service unmodified has been successfully removed'),
    ]);
    expect((await fetch(open)).status).toBe(403);
    expect(await sls('info')).toEqual([
      1,
      expect.stringContaining('Stack with id unmodified-dev does not exist'),
    ]);
  }, 60_000);
});

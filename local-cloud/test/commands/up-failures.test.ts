import { startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

let service: ServiceFolder;
beforeEach(() => {
  service = serviceFolder();
  service.write('package.json', '{"private":true}');
  service.write('index.js', 'exports.handler = async () => "fine";');
});
afterEach(() => service.remove());

const configure = (configuration: object) =>
  service.write(
    'serverless.yml',
    JSON.stringify({
      service: 'lonely',
      provider: { name: 'aws', runtime: 'nodejs20.x' },
      functions: { api: { handler: 'index.handler', url: true } },
      ...configuration,
    }),
  );

const up = () => startLocalCloudCommand(['up', '--ephemeral', '--port', '0'], { cwd: service.folder });

/** What is printed between the headline of the deployment and the end, less the steps. */
const outcome = (output: string) =>
  output
    .slice(output.indexOf('Deploying'))
    .replace(/^.*\n/, '')
    .replace(/^ +[\d.]+ s {2}.*\n/gm, '');

const NOTHING =
  'Nothing was deployed, so there is nothing to serve. --verbose shows all that the deploy tool prints.\n';

describe('local-cloud up, in a project that knows nothing of it', () => {
  it.each([
    ['export const handler = ;', 'src/bad.ts:1:23  Unexpected ";"'],
    ['import "./gone.ts";', 'src/bad.ts:1:7  Could not resolve "./gone.ts"'],
  ])(
    'ends with the place of a build error, though the bundler would never: %s',
    async (source, reason) => {
      configure({
        plugins: ['serverless-esbuild'],
        functions: { api: { handler: 'src/bad.handler' } },
      });
      service.write('src/bad.ts', `${source}\n`);
      const program = up();
      expect([await program.ended, outcome(program.output())]).toEqual([
        1,
        `✗ lonely  ${reason}\n${NOTHING}`,
      ]);
      expect(await program.processes()).toEqual([]);
    },
    60_000,
  );

  it('names the resource and the property that its template fails with', async () => {
    const Table = {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'X' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    };
    configure({ resources: { Resources: { Table } } });
    const program = up();
    expect(await program.ended).toBe(1);
    expect(outcome(program.output())).toMatch(
      /^✗ lonely {2}Table \(AWS::DynamoDB::Table\) {2}.*attributeType.*\nNothing was deployed/i,
    );
  }, 60_000);

  it("names the folder of a layer that a script of the project's own has to make", async () => {
    configure({ layers: { shared: { path: 'dist' } } });
    const program = up();
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain(
      "layer shared: there is no folder dist, which a script of the project's own has to make first\n",
    );
  }, 60_000);

  it('names file and line of a serverless.yml that is none', async () => {
    service.write('serverless.yml', 'service: lonely\nprovider:\n  name: aws\n name: aws\n');
    const program = up();
    expect(await program.ended).toBe(1);
    expect(outcome(program.output())).toMatch(
      /^✗ service {2}serverless\.yml:4:\d+ {2}.+\nNothing was deployed/,
    );
  }, 60_000);

  it('serves what was deployed by a tool that a plugin would keep alive for ever', async () => {
    configure({ plugins: ['./keeps-alive.cjs'] });
    service.write('keeps-alive.cjs', 'setInterval(() => {}, 1000);\nmodule.exports = class KeepsAlive {};\n');
    const program = up();
    await program.printed(/^✓ lonely {2}[\d.]+ s$/m);
    const [, url] = await program.printed(/curl(?:\.exe)? (http:\S+)$/m);
    expect(await (await fetch(url ?? '')).text()).toBe('fine');
    program.signal('SIGINT');
    expect(await program.ended).toBe(0);
    expect(await program.processes()).toEqual([]);
  }, 60_000);
});

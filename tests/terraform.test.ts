import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import type { AxiosInstance } from 'axios';
import { httpClient } from './support/http.ts';
import type { RunResult } from './support/run.ts';
import { findTerraform, Infrastructure } from './support/terraform.ts';
import { describeUsers } from './support/users-suite.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

/** The provider takes seconds to start, and looks at what it changes again after 5 s. In ms. */
const TIMEOUT = 180_000;
/** What starts the provider once more than a deployment, a change and its end take. */
const inCi = process.env.CI ? it : it.skip;
const found = await findTerraform();
const [describeIf, title] =
  'missing' in found
    ? [describe.skip, `infra/ (skipped: ${found.missing})`]
    : [describe, 'infra/ on local-cloud'];

describeIf(title, () => {
  let target: Target;
  let infra: Infrastructure;
  let client: AxiosInstance;
  beforeAll(async () => {
    target = await localCloud();
    infra = await Infrastructure.copy('mirror' in found ? found.mirror : '', target.endpoint!);
  }, TIMEOUT);
  afterAll(async () => {
    infra?.remove();
    await target?.close();
  });

  const succeeds = async (running: Promise<RunResult>): Promise<string> => {
    const { code, output } = await running;
    if (code !== 0) throw new Error(output);
    return output;
  };
  const configuration = () => ({
    endpoint: target.endpoint,
    region: target.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

  it(
    'is formatted, and finds what it needs',
    async () => {
      expect(await succeeds(infra.terraform('fmt', '-check', '-diff'))).toBe('');
      await succeeds(infra.terraform('init', '-no-color'));
    },
    TIMEOUT,
  );

  inCi(
    'is valid (in CI)',
    async () => {
      expect(await succeeds(infra.terraform('validate', '-no-color'))).toContain(
        'The configuration is valid.',
      );
    },
    TIMEOUT,
  );

  inCi.each([
    [
      ['memory=127', 'region=Brazil', 'endpoint=https://lambda.us-east-1.amazonaws.com'],
      [
        'Lambda takes a whole number of megabytes from 128 to 10240.',
        'Not a region; give one such as us-east-1.',
        'The endpoint must be http:// and on this machine: localhost, 127.0.0.1 or [::1].',
      ],
    ],
    [
      ['stage=Prod'],
      [
        'A stage is up to 16 small letters, digits and hyphens, and begins with a letter.',
        'The stage "local" needs an endpoint, and no other stage takes one',
      ],
    ],
  ])(
    'rejects %j (in CI)',
    async (variables, messages) => {
      const options = variables.flatMap((variable) => ['-var', variable]);
      const { code, output } = await infra.withVariables('plan', ...options);
      const text = output.replace(/\s*\n[│\s]*/g, ' ');
      expect(code).toBe(1);
      for (const message of messages) expect(text).toContain(message);
    },
    TIMEOUT,
  );

  it(
    'plans and applies',
    async () => {
      const applied = await succeeds(infra.withVariables('apply', '-auto-approve'));
      expect(applied).toContain('17 to add, 0 to change, 0 to destroy.');
      expect(applied).toContain('17 added, 0 changed, 0 destroyed.');
      client = httpClient(await infra.output('api_url'));
    },
    TIMEOUT,
  );

  inCi(
    'finds nothing to change then (in CI)',
    async () => {
      expect((await infra.withVariables('plan', '-detailed-exitcode', '-out=same.plan')).code).toBe(0);
      expect(await succeeds(infra.terraform('apply', '-no-color', 'same.plan'))).toContain(
        '0 added, 0 changed, 0 destroyed.',
      );
    },
    TIMEOUT,
  );

  describe('the users API', () => {
    describeUsers(() => client);

    it('answers a path it does not have as the rest of it does', async () => {
      const { status, data } = await client.get('/nowhere');
      expect([status, JSON.parse(data)]).toEqual([404, { ERROR: { message: 'Path does not exist' } }]);
    });
  });

  it('logs every request to the API, with the route it took', async () => {
    const logGroupName = '/aws/vendedlogs/users-api-local/access';
    const { events = [] } = await new CloudWatchLogs(configuration()).filterLogEvents({ logGroupName });
    const routes = events.map(({ message = '' }) => JSON.parse(message).routeKey);
    expect(new Set(routes)).toEqual(new Set(['ANY /users', 'ANY /users/{id}', '$default']));
  });

  it(
    'updates the function in place',
    async () => {
      const changed = await succeeds(infra.withVariables('apply', '-auto-approve', '-var', 'memory=256'));
      expect(changed).toContain('0 added, 1 changed, 0 destroyed.');
      expect(changed).toMatch(/~ memory_size\s+= 512 -> 256/);
      const FunctionName = await infra.output('function_name');
      const { MemorySize, Runtime } = await new Lambda(configuration()).getFunctionConfiguration({
        FunctionName,
      });
      expect([FunctionName, MemorySize, Runtime]).toEqual(['users-api-local', 256, 'nodejs22.x']);
      expect((await client.get('/users?limit=1')).status).toBe(200);
    },
    TIMEOUT,
  );

  it(
    'leaves nothing when it is destroyed',
    async () => {
      expect(await succeeds(infra.withVariables('destroy', '-auto-approve'))).toContain('17 destroyed.');
      const { TableNames } = await new DynamoDB(configuration()).listTables({});
      const { Functions } = await new Lambda(configuration()).listFunctions({});
      const { Layers } = await new Lambda(configuration()).listLayers({});
      const { Items } = await new ApiGatewayV2(configuration()).getApis({});
      const { Roles } = await new IAM(configuration()).listRoles({});
      const { logGroups } = await new CloudWatchLogs(configuration()).describeLogGroups({});
      expect({ TableNames, Functions, Layers, Items, Roles, logGroups }).toEqual({
        ...{ TableNames: [], Functions: [], Layers: [], Items: [], Roles: [], logGroups: [] },
      });
    },
    TIMEOUT,
  );
});

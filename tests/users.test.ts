import type { AxiosInstance } from 'axios';
import { Deployment } from './support/deployment.ts';
import { httpClient } from './support/http.ts';
import { limits } from './support/localstack-limits.ts';
import { copyProject } from './support/project-copy.ts';
import { describeUsers } from './support/users-suite.ts';
import { bringUpTarget } from './targets/bring-up-target.ts';
import type { Target } from './targets/target.ts';

const DEPLOY_TIMEOUT = 600_000;
// The layer is built into its own folder, and other suites build it, too.
const project = copyProject();

let target: Target;
let users: Deployment;
let layer: Deployment;

async function succeeds(run: Promise<{ code: number | null; output: string }>): Promise<void> {
  const { code, output } = await run;
  if (code !== 0) throw new Error(output);
}

const missing = limits.layers();
const [describeIf, suffix] = missing ? [describe.skip, ` (skipped: ${missing})`] : [describe, ''];

beforeAll(async () => {
  if (missing) return;
  target = await bringUpTarget();
  users = new Deployment('users', target, project.root);
  layer = new Deployment('layer', target, project.root);
  await succeeds(layer.sls('deploy'));
}, DEPLOY_TIMEOUT);

afterAll(async () => {
  try {
    if (users) await succeeds(users.sls('remove'));
    if (layer) await succeeds(layer.sls('remove'));
    await users?.dropTables(users.tableName, `users-emails-${target.stage}`);
  } finally {
    await target?.close();
    project.remove();
  }
}, DEPLOY_TIMEOUT);

// LocalStack's free image has no HTTP APIs, and compose.yml no ports for local-cloud's: a REST API only, there.
const frontDoors: [name: string, event: string, url: () => Promise<string>][] = [
  ...(process.env.TARGET === 'localstack'
    ? []
    : ([['an HTTP API', 'httpApi', () => users.httpApiUrl()]] as [string, string, () => Promise<string>][])),
  ['a REST API', 'http', () => users.restApiUrl()],
];

describeIf.each(frontDoors)(`users behind %s${suffix}`, (_, event, url) => {
  let client: AxiosInstance;
  beforeAll(async () => {
    await succeeds(users.slsWith({ FRONT_DOOR: event }, 'deploy'));
    client = httpClient(await url());
  }, DEPLOY_TIMEOUT);
  describeUsers(() => client);
});

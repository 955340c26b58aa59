import type { AxiosInstance } from 'axios';
import { bringUpTarget, type Target } from '../targets/target.ts';
import { describeCommands } from './commands-suite.ts';
import { Deployment } from './deployment.ts';
import { httpClient, signRequests } from './http.ts';
import { describeRequests } from './requests-suite.ts';

/** Long enough for a container's image to be downloaded, or for AWS to make a stack. In ms. */
const DEPLOY_TIMEOUT = 600_000;

/**
 * The integration suite of a key/JSON module: brings its target up, deploys with the real tool, sends every row of the
 * module's table through the function URL and through the REST API, and takes everything down again.
 */
export function describeModule(module: string): void {
  let target: Target;
  let deployment: Deployment;

  beforeAll(async () => {
    target = await bringUpTarget();
    deployment = new Deployment(module, target);
    const deployed = await deployment.sls('deploy');
    if (deployed.code !== 0) throw new Error(`sls deploy failed:\n${deployed.output}`);
  }, DEPLOY_TIMEOUT);

  afterAll(async () => {
    try {
      const removed = await deployment?.sls('remove');
      if (removed && removed.code !== 0) throw new Error(`sls remove failed:\n${removed.output}`);
      await deployment?.dropTables(deployment.tableName);
    } finally {
      await target?.close();
    }
  }, DEPLOY_TIMEOUT);

  const frontDoors = {
    'the function URL': async () => {
      const client = httpClient(await deployment.functionUrl());
      if (target.stage !== 'local') {
        signRequests(client, target.region, await deployment.lambda().config.credentials());
      }
      return client;
    },
    'the REST API': async () => httpClient(await deployment.restApiUrl()),
  };

  describe.each(Object.entries(frontDoors))(`${module} through %s`, (_, open) => {
    let client: AxiosInstance;
    beforeAll(async () => {
      client = await open();
    });
    describeRequests(module, () => client);
  });

  describe(`${module} under the tools`, () => {
    describeCommands(() => deployment);
  });
}

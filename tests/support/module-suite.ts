import type { AxiosInstance } from 'axios';
import { describeCommands } from './commands-suite.ts';
import type { Deployment } from './deployment.ts';
import { httpClient } from './http.ts';
import { limits } from './localstack-limits.ts';
import { describeRequests } from './requests-suite.ts';

/**
 * The integration suite of a key/JSON module that is deployed: every row of the module's table through the function URL
 * and through the REST API, and what a person does in a shell.
 */
export function describeModule(module: string, deployment: () => Deployment): void {
  const frontDoors = {
    'the function URL': async () => {
      const client = httpClient(await deployment().functionUrl());
      await deployment().signWhereWanted(client);
      return client;
    },
    'the REST API': async () => httpClient(await deployment().restApiUrl()),
  };

  describe.each(Object.entries(frontDoors))(`${module} through %s`, (door, open) => {
    let client: AxiosInstance;
    beforeAll(async () => {
      client = await open();
    });
    const decoded = door === 'the function URL' ? limits.functionUrlPaths() : undefined;
    describeRequests(module, () => client, decoded);
  });

  describe(`${module} under the tools`, () => {
    describeCommands(deployment);
  });
}

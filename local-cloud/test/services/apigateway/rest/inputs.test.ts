import {
  CreateRestApiCommand,
  PutIntegrationCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { startCloud } from '../../../support/cloud.ts';
import { TestApi, type TestCloud } from './support.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

describe('inputs', () => {
  it('refuses by name what a patch would be taken from, be it in any of them', async () => {
    const { client } = await TestApi.create(cloud, { name: 'patched' });
    const named = { op: 'replace' as const, path: '/name', value: 'a' };
    const patchOperations = [named, { ...named, from: '/description' }];
    await expect(
      client.send(new UpdateRestApiCommand({ restApiId: 'none', patchOperations })),
    ).rejects.toMatchObject({
      message: 'The member patchOperations.from of UpdateRestApi is not supported by local-cloud.',
    });
  });

  it("are refused in API Gateway's words, with the places of bodies, before anything else is looked at", async () => {
    const { client } = await TestApi.create(cloud, { name: 'inputs' });
    const integration = { restApiId: 'none', resourceId: 'none', httpMethod: 'GET', type: 'aws' as 'AWS' };
    await expect(client.send(new PutIntegrationCommand(integration))).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'aws' at 'putIntegrationInput.type' failed to satisfy constraint: Member must " +
        'satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]',
    });
    const patchOperations = [{ op: 'put' as 'add', path: '/name' }];
    const patch = new UpdateRestApiCommand({ restApiId: 'none', patchOperations });
    await expect(client.send(patch)).rejects.toMatchObject({
      message:
        "1 validation error detected: Value 'put' at 'updateRestApiInput.patchOperations.1.member.op' failed to satisfy " +
        'constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]',
    });
  });

  it('are refused by name where nothing here goes by them', async () => {
    const { client } = await TestApi.create(cloud, { name: 'named' });
    const call = client.send(new CreateRestApiCommand({ name: 'x', securityPolicy: 'TLS_1_2' }));
    await expect(call).rejects.toMatchObject({
      message: 'The member securityPolicy of CreateRestApi is not supported by local-cloud.',
    });
  });
});

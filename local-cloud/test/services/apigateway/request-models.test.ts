import { CreateModelCommand, CreateRequestValidatorCommand } from '@aws-sdk/client-api-gateway';
import { startCloud } from '../../support/cloud.ts';
import { read, TestApi, type TestCloud } from './support.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

/** Draft 4: `required` is a list, and a bound is made exclusive by a flag. */
const ROOM = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['chairs'],
  properties: { chairs: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
};

describe('a method whose validator looks at bodies', () => {
  let url: string;
  const post = async (body: string | undefined, type = 'application/json') =>
    read(await fetch(url, { method: 'POST', body, headers: { 'Content-Type': type } }));
  const invalid = { status: 400, type: 'BadRequestException', body: '{"message":"Invalid request body"}' };

  beforeAll(async () => {
    const api = await TestApi.create(cloud);
    const at = { restApiId: api.id };
    const { id: requestValidatorId } = await api.client.send(
      new CreateRequestValidatorCommand({ ...at, validateRequestBody: true }),
    );
    await api.client.send(
      new CreateModelCommand({
        ...at,
        name: 'Room',
        contentType: 'application/json',
        schema: JSON.stringify(ROOM),
      }),
    );
    const requestModels = { 'application/json': 'Room' };
    await api.mock('POST', '/rooms', 'ok', { method: { requestValidatorId, requestModels } });
    await api.deploy();
    url = api.url('/rooms');
  });

  it('lets a body through that fits the model', async () => {
    expect(await post('{"chairs":90}')).toMatchObject({ status: 200, body: 'ok' });
  });

  it.each(['{"chairs":0}', '{"chairs":"90"}', '{}', '[]', '{"chairs":', ''])(
    'rejects %j with 400',
    async (body) => {
      expect(await post(body)).toEqual(invalid);
    },
  );

  it('lets a content type through that has no model', async () => {
    expect(await post('{}', 'application/vnd.other+json')).not.toEqual(invalid);
  });
});

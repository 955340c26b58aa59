import { CreateModelCommand, CreateRequestValidatorCommand } from '@aws-sdk/client-api-gateway';
import { startCloud } from '../../../support/cloud.ts';
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

const modelUrl = (apiId: string, name: string) =>
  `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;

/** An API with models, and the URL of a method that holds bodies against the one of that name. */
async function deployed(schemas: (apiId: string) => Record<string, object>, model: string): Promise<string> {
  const api = await TestApi.create(cloud);
  const at = { restApiId: api.id };
  const { id: requestValidatorId } = await api.client.send(
    new CreateRequestValidatorCommand({ ...at, validateRequestBody: true }),
  );
  const contentType = 'application/json';
  for (const [name, schema] of Object.entries(schemas(api.id))) {
    await api.client.send(
      new CreateModelCommand({ ...at, name, contentType, schema: JSON.stringify(schema) }),
    );
  }
  const method = { requestValidatorId, requestModels: { [contentType]: model } };
  await api.mock('POST', '/rooms', 'ok', { method });
  await api.deploy();
  return api.url('/rooms');
}

describe('a method whose validator looks at bodies', () => {
  let url: string;
  const post = async (body: string | undefined, type = 'application/json') =>
    read(await fetch(url, { method: 'POST', body, headers: { 'Content-Type': type } }));
  const invalid = { status: 400, type: 'BadRequestException', body: '{"message":"Invalid request body"}' };

  beforeAll(async () => {
    url = await deployed(() => ({ Room: ROOM }), 'Room');
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

describe('a model that refers to another by its AWS URL', () => {
  const postTo = async (url: string, body: unknown) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };

  it('holds a body against both', async () => {
    const rooms = (apiId: string) => ({
      // Generators write the same id into every model.
      Room: { ...ROOM, id: 'http://jsonschema.net' },
      Rooms: { id: 'http://jsonschema.net', type: 'array', items: { $ref: modelUrl(apiId, 'Room') } },
    });
    const url = await deployed(rooms, 'Rooms');
    expect(await postTo(url, [{ chairs: 90 }])).toBe(200);
    expect(await postTo(url, [{ chairs: 90 }, { chairs: 0 }])).toBe(400);
    expect(await postTo(url, { chairs: 90 })).toBe(400);
  });

  it('may refer to a part of it, and to itself', async () => {
    const parts = (apiId: string) => ({
      Parts: { definitions: { name: { type: 'string' } } },
      Tree: {
        type: 'object',
        properties: {
          name: { $ref: `${modelUrl(apiId, 'Parts')}#/definitions/name` },
          children: { type: 'array', items: { $ref: modelUrl(apiId, 'Tree') } },
        },
      },
    });
    const url = await deployed(parts, 'Tree');
    expect(await postTo(url, { name: 'a', children: [{ name: 'b' }] })).toBe(200);
    expect(await postTo(url, { name: 'a', children: [{ name: 1 }] })).toBe(400);
  });

  it.each([
    ['is not there', (apiId: string) => modelUrl(apiId, 'Missing')],
    ["is another API's", () => modelUrl('abcdefghij', 'Room')],
    ['is named by a path', () => './room.json'],
  ])('is refused where the other %s', async (_, reference) => {
    await expect(
      deployed((apiId) => ({ Room: ROOM, Bad: { $ref: reference(apiId) } }), 'Bad'),
    ).rejects.toMatchObject({
      name: 'BadRequestException',
      message:
        'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified, Model reference must be in canonical form]',
    });
  });
});

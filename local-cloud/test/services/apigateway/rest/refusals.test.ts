import { APIGateway } from '@aws-sdk/client-api-gateway';
import { useCloud } from '../../../support/cloud.ts';

const { client } = await useCloud(APIGateway);
let restApiId: string;
let rootId: string;
beforeAll(async () => {
  const api = await client.createRestApi({ name: 'refusals' });
  [restApiId, rootId] = [api.id!, api.rootResourceId!];
});

const bad = (message: string) => ({ name: 'BadRequestException', message });
const missing = (message: string) => ({ name: 'NotFoundException', message });
const patch = (op: 'add' | 'remove' | 'replace', path: string, value?: string) => [{ op, path, value }];
const COMPRESSION = 'Invalid minimum compression size, must be between 0 and 10485760';

describe('a REST API', () => {
  it('is not made of an empty description, or of sizes that there are not', async () => {
    await expect(client.createRestApi({ name: 'a', description: '' })).rejects.toMatchObject(
      bad('Description cannot be an empty string'),
    );
    await expect(client.createRestApi({ name: 'a', minimumCompressionSize: -1 })).rejects.toMatchObject(
      bad(COMPRESSION),
    );
    const update = (path: string, value: string) =>
      client.updateRestApi({ restApiId, patchOperations: patch('replace', path, value) });
    await expect(update('/minimumCompressionSize', 'x')).rejects.toMatchObject(bad(COMPRESSION));
    await expect(update('/binaryMediaTypes', 'x')).rejects.toMatchObject(
      bad('Invalid patch path /binaryMediaTypes'),
    );
    expect((await update('/description', 'x')).tags).toEqual({});
    expect((await client.getRestApi({ restApiId })).tags).toBeUndefined();
  });

  it.each([[[]], [['EDGE' as const, 'REGIONAL' as const]]])('has one endpoint type: %j', async (types) => {
    const create = client.createRestApi({ name: 'types', endpointConfiguration: { types } });
    await expect(create).rejects.toMatchObject(
      bad(`Invalid endpoint configuration: an API has one endpoint type, not ${types.length}`),
    );
  });

  it('that is missing is told as what is asked for of it', async () => {
    const of = { restApiId: 'nope', resourceId: rootId, httpMethod: 'GET' };
    const none = missing('Invalid Resource identifier specified');
    await expect(client.getMethod(of)).rejects.toMatchObject(none);
    await expect(client.getIntegration(of)).rejects.toMatchObject(none);
    await expect(client.putMethod({ ...of, authorizationType: 'NONE' })).rejects.toMatchObject(none);
    await expect(client.getModel({ restApiId: 'nope', modelName: 'M' })).rejects.toMatchObject(
      missing('Invalid model name specified: M'),
    );
    await expect(client.getRequestValidators({ restApiId: 'nope' })).rejects.toMatchObject(
      missing('Invalid Request Validator identifier specified'),
    );
    await expect(client.createRequestValidator({ restApiId: 'nope', name: 'v' })).rejects.toMatchObject(
      bad('Invalid REST API identifier specified'),
    );
  });
});

describe('a resource', () => {
  it('has one variable among its children, greedy or not', async () => {
    const child = (pathPart: string) => client.createResource({ restApiId, parentId: rootId, pathPart });
    await child('{proxy+}');
    await expect(child('{id}')).rejects.toMatchObject(
      bad('A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed'),
    );
  });

  it('at the root stays as it is', async () => {
    const update = { restApiId, resourceId: rootId };
    await expect(
      client.updateResource({ ...update, patchOperations: patch('replace', '/pathPart', 'x') }),
    ).rejects.toMatchObject(bad('Root resource cannot update its pathPart.'));
    await expect(
      client.updateResource({ ...update, patchOperations: patch('replace', '/parentId', 'x') }),
    ).rejects.toMatchObject(bad('Root resource cannot update its parentId.'));
  });
});

describe('a method', () => {
  it('is refused with models, parameters and patches that there are not', async () => {
    const method = { restApiId, resourceId: rootId, httpMethod: 'POST', authorizationType: 'NONE' };
    await expect(
      client.putMethod({ ...method, requestModels: { 'application/json': 'Pet' } }),
    ).rejects.toMatchObject(bad('Invalid model identifier specified: Pet'));
    const requestParameters = { 'method.request.querystring.a': true, 'method.request.header.a': true };
    await expect(client.putMethod({ ...method, requestParameters })).rejects.toMatchObject(
      bad('Parameter names must be unique across querystring, header and path'),
    );
    await expect(client.putMethod({ ...method, httpMethod: 'FETCH' })).rejects.toMatchObject(
      bad('Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY'),
    );
    await client.putMethod(method);
    await expect(
      client.updateMethod({ ...method, patchOperations: patch('replace', '/httpMethod', 'GET') }),
    ).rejects.toMatchObject(bad('Invalid patch path /httpMethod'));
    await expect(client.getIntegration(method)).rejects.toMatchObject(
      missing('Invalid Integration identifier specified'),
    );
  });

  it('takes an integration response before it has a response of that status', async () => {
    const method = { restApiId, resourceId: rootId, httpMethod: 'PUT' };
    await client.putMethod({ ...method, authorizationType: 'NONE' });
    await client.putIntegration({ ...method, type: 'MOCK' });
    const response = await client.putIntegrationResponse({ ...method, statusCode: '200' });
    expect(response.statusCode).toBe('200');
    await client.putMethodResponse({ ...method, statusCode: '200' });
    const updated = await client.updateMethodResponse({ ...method, statusCode: '200', patchOperations: [] });
    expect(updated.$metadata.httpStatusCode).toBe(201);
  });
});

describe('a model', () => {
  it('has a schema, and stays while a method takes it', async () => {
    const model = { restApiId, name: 'Pet', contentType: 'application/json' };
    await expect(client.createModel(model)).rejects.toMatchObject(
      bad('Model schema must have at least 1 property or array items defined'),
    );
    await client.createModel({ ...model, schema: '{"type":"object"}' });
    const names = ((await client.getModels({ restApiId })).items ?? []).map(({ name }) => name);
    expect(names.sort()).toEqual(['Empty', 'Error', 'Pet']);
    const method = { restApiId, resourceId: rootId, httpMethod: 'PATCH' };
    const requestModels = { 'application/json': 'Pet' };
    await client.putMethod({ ...method, authorizationType: 'NONE', requestModels });
    const remove = () => client.deleteModel({ restApiId, modelName: 'Pet' });
    await expect(remove()).rejects.toMatchObject({
      ...{ name: 'ConflictException' },
      message: "Cannot delete model 'Pet', is referenced in method request: //PATCH",
    });
    await client.deleteMethod(method);
    await remove();
  });
});

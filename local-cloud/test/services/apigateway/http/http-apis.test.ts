import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteDeploymentCommand,
  DeleteIntegrationCommand,
  GetApiCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetDomainNamesCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  GetRouteCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
  GetTagsCommand,
  GetVpcLinksCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { Fixture } from './support.ts';

let fixture: Fixture;
let send: Fixture['client']['send'];
beforeAll(async () => {
  fixture = await Fixture.start();
  send = fixture.client.send.bind(fixture.client);
});
afterAll(() => fixture.close());

const metadata = { $metadata: expect.anything() };
const refused = (name: string, message: string) => ({ name, message });

describe('APIs', () => {
  it('are told with everything that API Gateway sets where nothing is said', async () => {
    const made = await send(new CreateApiCommand({ Name: 'users', ProtocolType: 'HTTP', Tags: { a: '1' } }));
    expect(made).toEqual({
      ...metadata,
      ApiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      ApiEndpoint: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      ...{ Name: 'users', ProtocolType: 'HTTP', Tags: { a: '1' }, CreatedDate: expect.any(Date) },
      ...{ DisableExecuteApiEndpoint: false, IpAddressType: 'ipv4' },
      RouteSelectionExpression: '$request.method $request.path',
      ApiKeySelectionExpression: '$request.header.x-api-key',
    });
    const { ApiId } = made;
    const Description = 'people';
    await send(new UpdateApiCommand({ ApiId, Description, CorsConfiguration: { AllowOrigins: ['*'] } }));
    const changed = { ...made, Description, CorsConfiguration: { AllowOrigins: ['*'] } };
    expect(await send(new GetApiCommand({ ApiId }))).toEqual({ ...changed, ...metadata });
    await send(new UpdateApiCommand({ ApiId, Description: '' }));
    expect((await send(new GetApiCommand({ ApiId }))).Description).toBeUndefined();
    await send(new DeleteApiCommand({ ApiId }));
    await expect(send(new GetApiCommand({ ApiId }))).rejects.toMatchObject(
      refused('NotFoundException', `Invalid API identifier specified 000000000000:${ApiId}`),
    );
  });

  it('are listed by pages', async () => {
    for (const Name of ['p1', 'p2', 'p3']) await send(new CreateApiCommand({ Name, ProtocolType: 'HTTP' }));
    const first = await send(new GetApisCommand({ MaxResults: '2' }));
    const second = await send(new GetApisCommand({ NextToken: first.NextToken }));
    expect([first.Items?.length, second.NextToken]).toEqual([2, undefined]);
    const names = [...(first.Items ?? []), ...(second.Items ?? [])].map(({ Name }) => Name);
    expect(names.filter((name) => name?.startsWith('p'))).toEqual(['p1', 'p2', 'p3']);
  });

  it.each(['abc', '0', '1.5', '501', '-1'])('are not listed by pages of %s', async (MaxResults) => {
    await expect(send(new GetApisCommand({ MaxResults }))).rejects.toMatchObject(
      refused('BadRequestException', 'Invalid limit: it must be from 1 to 500'),
    );
  });

  it('are made with a route, an integration and a stage for a target', async () => {
    const Target = fixture.functionArn;
    const api = await send(new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target }));
    const { ApiId } = api;
    const { Items: integrations = [] } = await send(new GetIntegrationsCommand({ ApiId }));
    expect(integrations).toEqual([
      {
        ...{ ApiGatewayManaged: true, ConnectionType: 'INTERNET', IntegrationMethod: 'POST' },
        ...{ IntegrationType: 'AWS_PROXY', IntegrationUri: Target, PayloadFormatVersion: '2.0' },
        ...{ TimeoutInMillis: 30_000, IntegrationId: expect.stringMatching(/^[a-z0-9]{7}$/) },
      },
    ]);
    const { Items: routes } = await send(new GetRoutesCommand({ ApiId }));
    expect(routes).toMatchObject([
      {
        RouteKey: '$default',
        Target: `integrations/${integrations[0]?.IntegrationId}`,
        ApiGatewayManaged: true,
      },
    ]);
    const { Items: stages } = await send(new GetStagesCommand({ ApiId }));
    expect(stages).toMatchObject([{ StageName: '$default', AutoDeploy: true, ApiGatewayManaged: true }]);
    expect((await fetch(`${api.ApiEndpoint}/any`)).status).toBe(200);
  });

  it('refuse what is not supported, by name', async () => {
    const WebSocket = { Name: 'w', ProtocolType: 'WEBSOCKET' as const };
    await expect(send(new CreateApiCommand(WebSocket))).rejects.toMatchObject(
      refused('BadRequestException', 'protocolType WEBSOCKET is not supported by local-cloud.'),
    );
    const { ApiId } = await fixture.api([]);
    const authorizer = { ApiId, Name: 'a', AuthorizerType: 'JWT' as const, IdentitySource: [] };
    await expect(send(new CreateAuthorizerCommand(authorizer))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('The operation CreateAuthorizer'),
    });
    expect((await send(new GetAuthorizersCommand({ ApiId }))).Items).toEqual([]);
    expect((await send(new GetDomainNamesCommand({}))).Items).toEqual([]);
    expect((await send(new GetVpcLinksCommand({}))).Items).toEqual([]);
  });
});

describe('integrations', () => {
  it('keep what an update does not name, and can’t be deleted while a route leads to them', async () => {
    const { ApiId, IntegrationId } = await fixture.api(['GET /a']);
    await send(new UpdateIntegrationCommand({ ApiId, IntegrationId, TimeoutInMillis: 5000 }));
    expect(await send(new GetIntegrationCommand({ ApiId, IntegrationId }))).toEqual({
      ...{ ...metadata, IntegrationId, ConnectionType: 'INTERNET', IntegrationType: 'AWS_PROXY' },
      ...{ IntegrationUri: fixture.functionArn, PayloadFormatVersion: '2.0', TimeoutInMillis: 5000 },
    });
    const { Items: [route] = [] } = await send(new GetRoutesCommand({ ApiId }));
    await expect(send(new DeleteIntegrationCommand({ ApiId, IntegrationId }))).rejects.toMatchObject(
      refused(
        'ConflictException',
        `Cannot delete Integration because it is referenced by the following Routes: ${route?.RouteId}`,
      ),
    );
  });

  const proxy = { IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' } as const;
  const uri = 'arn:aws:lambda:us-east-1:000000000000:function:f';
  it.each<[string, Partial<CreateIntegrationCommandInput>]>([
    ['integrationType HTTP_PROXY is not supported by local-cloud.', { IntegrationType: 'HTTP_PROXY' }],
    [
      'PayloadFormatVersion is a required parameter for integration',
      { IntegrationType: 'AWS_PROXY', IntegrationUri: uri },
    ],
    [
      'Timeout should be between 50 ms and 30000 ms',
      { ...proxy, IntegrationUri: uri, TimeoutInMillis: 30_001 },
    ],
    ['Invalid integration URI specified', { ...proxy, IntegrationUri: 'f' }],
  ])('are refused: %s', async (message, input) => {
    const { ApiId } = await fixture.api([]);
    const command = new CreateIntegrationCommand({ ApiId, IntegrationType: undefined, ...input });
    await expect(send(command)).rejects.toMatchObject(refused('BadRequestException', message));
  });

  it.each<[string, Partial<CreateIntegrationCommandInput>]>([
    ['integrationSubtype', { IntegrationSubtype: 'SQS-SendMessage' }],
    ['requestParameters', { IntegrationUri: uri, RequestParameters: { 'overwrite:path': '/x' } }],
  ])('are refused by name with %s', async (member, input) => {
    const { ApiId } = await fixture.api([]);
    const message = `The member ${member} of CreateIntegration is not supported by local-cloud.`;
    await expect(send(new CreateIntegrationCommand({ ApiId, ...proxy, ...input }))).rejects.toMatchObject({
      ...{ name: 'NotImplemented', message },
    });
  });
});

describe('routes', () => {
  it('have defaults, and a key of their own', async () => {
    const { ApiId, IntegrationId } = await fixture.api(['GET /a']);
    const { Items: [made] = [] } = await send(new GetRoutesCommand({ ApiId }));
    const route = await send(new GetRouteCommand({ ApiId, RouteId: made?.RouteId }));
    expect(route).toEqual({
      ...{ ...metadata, RouteId: made?.RouteId, RouteKey: 'GET /a', Target: `integrations/${IntegrationId}` },
      ...{ ApiKeyRequired: false, AuthorizationType: 'NONE' },
    });
    await expect(send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }))).rejects.toMatchObject(
      refused('ConflictException', 'Route with key GET /a already exists for this API'),
    );
    const Target = 'integrations/none';
    await expect(send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /b', Target }))).rejects.toMatchObject(
      refused('NotFoundException', 'Invalid Integration identifier specified none'),
    );
  });

  it.each(['GET/x', 'FETCH /x', '/x', 'GET /a/', 'GET /{p+}/x', 'GET /{a}/{a}', 'GET /x{a}'])(
    'are refused with the key %s',
    async (RouteKey) => {
      const { ApiId } = await fixture.api([]);
      await expect(send(new CreateRouteCommand({ ApiId, RouteKey }))).rejects.toMatchObject({
        name: 'BadRequestException',
        message: expect.stringContaining('The provided route key is not formatted properly'),
      });
    },
  );

  it('want a signature where they are of AWS_IAM, and tell the function who signed', async () => {
    const { ApiId, url, IntegrationId } = await fixture.api([]);
    const Target = `integrations/${IntegrationId}`;
    const route = { ApiId, Target, RouteKey: 'GET /', AuthorizationType: 'AWS_IAM' as const };
    await send(new CreateRouteCommand(route));
    const unsigned = await fetch(url);
    expect([unsigned.status, await unsigned.text()]).toEqual([403, '{"message":"Forbidden"}']);
    const scope = 'Credential=KEY/20261121/us-east-1/execute-api/aws4_request';
    const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=00`;
    const signed = await fetch(url, { headers: { authorization } });
    expect(await signed.json()).toMatchObject({
      requestContext: { authorizer: { iam: { accessKey: 'KEY', accountId: '000000000000' } } },
    });
  });
});

describe('stages', () => {
  it('merge variables, and take one away that is set to nothing', async () => {
    const { ApiId } = await fixture.api([], { stage: { StageVariables: { a: '1', b: '2' } } });
    const path = { ApiId, StageName: '$default' };
    await send(new UpdateStageCommand({ ...path, StageVariables: { a: '', c: '3' } }));
    expect(await send(new GetStageCommand(path))).toMatchObject({
      ...{ StageVariables: { b: '2', c: '3' }, AutoDeploy: true, RouteSettings: {}, Tags: {} },
      ...{ DefaultRouteSettings: { DetailedMetricsEnabled: false } },
    });
  });

  it('are refused twice, under a name that is none, and with a deployment that is not there', async () => {
    const { ApiId } = await fixture.api(['GET /a']);
    const create = (more: object) => send(new CreateStageCommand({ ApiId, StageName: 'x', ...more }));
    await expect(create({ StageName: '$default' })).rejects.toMatchObject(
      refused('ConflictException', 'Stage already exists'),
    );
    await expect(create({ StageName: 'a b' })).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(create({ DeploymentId: 'none' })).rejects.toMatchObject(
      refused('NotFoundException', 'Invalid Deployment identifier specified none'),
    );
    const { DeploymentId } = await send(new CreateDeploymentCommand({ ApiId }));
    await create({ DeploymentId });
    await expect(send(new DeleteDeploymentCommand({ ApiId, DeploymentId }))).rejects.toMatchObject(
      refused('BadRequestException', 'Active stages pointing to this deployment must be moved or deleted'),
    );
  });

  it('carry tags, as their API does', async () => {
    const { ApiId } = await fixture.api([], { api: { Tags: { a: '1' } }, stage: { Tags: { s: '1' } } });
    const api = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
    for (const [ResourceArn, before] of [
      [api, { a: '1' }],
      [`${api}/stages/$default`, { s: '1' }],
    ] as const) {
      await send(new TagResourceCommand({ ResourceArn, Tags: { b: '2' } }));
      expect((await send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ ...before, b: '2' });
      await send(new UntagResourceCommand({ ResourceArn, TagKeys: Object.keys(before) }));
      expect((await send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
    }
  });
});

import http from 'node:http';
import {
  CreateDeploymentCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { send } from '../../../gateway/support.ts';
import { Fixture, failure, read } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.start();
});
afterAll(() => fixture.close());

const notFound = failure(404, 'Not Found');

/** The route that answered, and what its variables were. */
async function routed(url: string, method = 'GET'): Promise<[string, Record<string, string>?]> {
  const answer = await fetch(url, { method });
  if (answer.status !== 200) return [String(answer.status)];
  const event = (await answer.json()) as { routeKey: string; pathParameters?: Record<string, string> };
  return event.pathParameters ? [event.routeKey, event.pathParameters] : [event.routeKey];
}

/** A request to the main port under another name, which fetch does not let through. */
function asHost(host: string, path: string): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: fixture.cloud.port, path, headers: { host } };
    const request = http.get(options, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
    });
    request.on('error', reject);
  });
}

describe('routes', () => {
  it('are chosen by the most specific match that has the method', async () => {
    const keys = [
      'ANY /{proxy+}',
      'GET /pets/{proxy+}',
      'GET /pets/dog/{id}',
      'GET /pets/dog/1',
      'ANY /pets/dog/1',
    ];
    const { url } = await fixture.api([...keys, '$default']);
    expect(await routed(`${url}/pets/dog/1`)).toEqual(['GET /pets/dog/1']);
    expect(await routed(`${url}/pets/dog/1`, 'PUT')).toEqual(['ANY /pets/dog/1']);
    expect(await routed(`${url}/pets/dog/2`)).toEqual(['GET /pets/dog/{id}', { id: '2' }]);
    expect(await routed(`${url}/pets/dog/2`, 'POST')).toEqual(['ANY /{proxy+}', { proxy: 'pets/dog/2' }]);
    expect(await routed(`${url}/pets/cat/1`)).toEqual(['GET /pets/{proxy+}', { proxy: 'cat/1' }]);
    expect(await routed(`${url}/pets/d%6Fg/1`)).toEqual(['GET /pets/dog/1']);
  });

  it('tell a slash at the end apart, which a greedy variable takes', async () => {
    const { url } = await fixture.api(['GET /a', 'GET /b/{proxy+}', 'ANY /']);
    expect(await routed(`${url}/`)).toEqual(['ANY /']);
    expect(await routed(`${url}/a`)).toEqual(['GET /a']);
    expect(await routed(`${url}/a/`)).toEqual(['404']);
    expect(await routed(`${url}/b`)).toEqual(['404']);
    expect(await routed(`${url}/b/`)).toEqual(['GET /b/{proxy+}', { proxy: '' }]);
    expect(await read(await fetch(`${url}/a`, { method: 'POST' }))).toEqual(notFound);
  });

  it('leave the rest to $default', async () => {
    const { url } = await fixture.api(['GET /a', '$default']);
    expect(await routed(`${url}/a`, 'DELETE')).toEqual(['$default']);
  });
});

describe('the addresses of an API', () => {
  it('are its own port, the path on the main port, and its host names there', async () => {
    const { ApiId, url } = await fixture.api(['GET /x']);
    const { endpoint } = fixture.cloud;
    for (const stage of ['$default', '%24default']) {
      expect(await routed(`${endpoint}/_aws/execute-api/${ApiId}/${stage}/x`)).toEqual(['GET /x']);
    }
    for (const suffix of ['us-east-1.amazonaws.com', 'localhost.localstack.cloud', 'localhost']) {
      const host = `${ApiId}.execute-api.${suffix}`;
      const { status, body } = await asHost(host, '/x');
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ rawPath: '/x', requestContext: { domainName: host } });
    }
    expect(await read(await fetch(`${endpoint}/_aws/execute-api/${ApiId}/none/x`))).toEqual(notFound);
    expect((await asHost('nobody.execute-api.localhost', '/x')).status).toBe(403);
    await fixture.client.send(new DeleteApiCommand({ ApiId }));
    await expect(fetch(`${url}/x`)).rejects.toThrow();
  });

  it('lead to a named stage by the first segment of the path', async () => {
    const { ApiId, url } = await fixture.api(['GET /x']);
    await fixture.client.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
    const answer = await fetch(`${url}/dev/x`);
    expect(await answer.json()).toMatchObject({ rawPath: '/dev/x', requestContext: { stage: 'dev' } });
    expect(await routed(`${url}/x`)).toEqual(['GET /x']);
    expect(await routed(`${url}/dev/dev/x`)).toEqual(['404']);
  });

  it('are open to pages of every origin, as on AWS, and not to other hosts', async () => {
    const { url } = await fixture.api(['$default']);
    const headers = { origin: 'https://other.example' };
    expect((await fetch(url, { headers })).status).toBe(200);
    const rebound = await send(url, { headers: { ...headers, host: 'other.example' } });
    expect([rebound.status, rebound.body]).toEqual([
      403,
      '{"message":"Host \\"other.example\\" is not a name of this machine. Ask for localhost instead."}',
    ]);
  });
});

describe('deployments', () => {
  it('freeze what a stage serves until it is moved to another', async () => {
    const { ApiId, url, IntegrationId } = await fixture.api(['GET /a'], {
      stage: { StageName: 'dev', AutoDeploy: false },
    });
    expect(await read(await fetch(`${url}/dev/a`))).toEqual(notFound);
    const { DeploymentId } = await fixture.client.send(
      new CreateDeploymentCommand({ ApiId, StageName: 'dev' }),
    );
    const Target = `integrations/${IntegrationId}`;
    const { RouteId } = await fixture.client.send(
      new CreateRouteCommand({ ApiId, RouteKey: 'GET /b', Target }),
    );
    expect((await fetch(`${url}/dev/b`)).status).toBe(404);
    await fixture.client.send(new CreateDeploymentCommand({ ApiId, StageName: 'dev' }));
    expect((await fetch(`${url}/dev/b`)).status).toBe(200);
    await fixture.client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'GET /c' }));
    expect((await fetch(`${url}/dev/b`)).status).toBe(200);
    const { Items = [] } = await fixture.client.send(new GetDeploymentsCommand({ ApiId }));
    expect(Items.map((each) => each.AutoDeployed)).toEqual([false, false]);
    expect(Items[1]?.DeploymentId).toBe(DeploymentId);
  });

  it('are made by every change where the stage deploys by itself', async () => {
    const { ApiId, url, IntegrationId } = await fixture.api([]);
    const stage = () => fixture.client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
    expect((await stage()).LastDeploymentStatusMessage).toBe(
      'Deployment attempt failed: At least one route is required before deploying the Api.',
    );
    const Target = `integrations/${IntegrationId}`;
    await fixture.client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a', Target }));
    expect((await fetch(`${url}/a`)).status).toBe(200);
    const { DeploymentId, LastDeploymentStatusMessage } = await stage();
    expect(LastDeploymentStatusMessage).toBe(
      `Successfully deployed stage with deployment ID '${DeploymentId}'`,
    );
  });
});

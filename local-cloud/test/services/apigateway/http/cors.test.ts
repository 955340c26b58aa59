import { DeleteCorsConfigurationCommand, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { Fixture, failure, read } from './support.ts';

const CorsConfiguration = {
  AllowOrigins: ['https://app.example', 'http://*'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['x-key', 'content-type'],
  ExposeHeaders: ['x-shown'],
  AllowCredentials: true,
  MaxAge: 300,
};

let fixture: Fixture;
let url = '';
beforeAll(async () => {
  fixture = await Fixture.start();
  ({ url } = await fixture.api(['GET /a'], { api: { CorsConfiguration } }));
});
afterAll(() => fixture.close());

const corsOf = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control')));

const preflight = (origin: string) =>
  fetch(`${url}/a`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

describe('CORS of an HTTP API', () => {
  it('is answered to a preflight, although no route has the method', async () => {
    const response = await preflight('https://app.example');
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-key,content-type',
      'access-control-max-age': '300',
    });
    expect(corsOf(await preflight('http://any.example'))['access-control-allow-origin']).toBe(
      'http://any.example',
    );
  });

  it('says nothing to a preflight of an origin that is not allowed', async () => {
    const response = await preflight('https://other.example');
    expect([response.status, corsOf(response)]).toEqual([204, {}]);
  });

  it('takes the place of what the function says', async () => {
    const response = await fetch(`${url}/a?do=cors`, { headers: { origin: 'https://app.example' } });
    expect(await response.text()).toBe('ran');
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-shown',
    });
    expect(corsOf(await fetch(`${url}/a?do=cors`))).toEqual({});
  });

  it('leaves an OPTIONS request that is no preflight to the routes', async () => {
    expect(await read(await fetch(`${url}/a`, { method: 'OPTIONS' }))).toEqual(failure(404, 'Not Found'));
  });

  it('is gone once an update has a configuration without a setting', async () => {
    const { url: other, ApiId: id } = await fixture.api(['GET /a'], {
      api: { CorsConfiguration: { AllowOrigins: ['*'] } },
    });
    const ask = async () => corsOf(await fetch(`${other}/a`, { headers: { origin: 'https://app.example' } }));
    expect(await ask()).toEqual({ 'access-control-allow-origin': '*' });
    const updated = await fixture.client.send(new UpdateApiCommand({ ApiId: id, CorsConfiguration: {} }));
    expect([updated.CorsConfiguration, await ask()]).toEqual([undefined, {}]);
  });

  it('is gone once its configuration is deleted', async () => {
    const { url: other, ApiId } = await fixture.api(['GET /a'], { api: { CorsConfiguration } });
    await fixture.client.send(new DeleteCorsConfigurationCommand({ ApiId }));
    const response = await fetch(`${other}/a`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET' },
    });
    expect([response.status, corsOf(response)]).toEqual([404, {}]);
  });
});

import {
  ApiGatewayV2Client,
  CreateApiCommand,
  type CreateApiCommandInput,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  CreateStageCommand,
  type CreateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startCloud, type TestCloud } from '../../../support/cloud.ts';
import { createFunction } from '../../lambda/support.ts';

/** What the tests' function does is asked for in the query string; by default it answers with its event. */
const BODY = `
  switch (event.queryStringParameters?.do) {
    case 'throw': throw new Error('boom');
    case 'malformed': return { statusCode: 'many' };
    case 'sleep': await new Promise((resolve) => setTimeout(resolve, 2000)); return {};
    case 'bare': return { hello: 'world' };
    case 'plain': return { statusCode: 201, cookies: ['a=1', 'b=2'], body: 'text' };
    case 'multi': return { statusCode: 202, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'X-A': ['1', '2'] }, body: 'AP8=', isBase64Encoded: true };
    case 'cors': return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://function' }, body: 'ran' };
    default: return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
  }`;

/** A cloud with the function `echo`, which any API may invoke, and what the requests to it told. */
export class Fixture {
  readonly cloud: TestCloud;
  readonly lambda: LambdaClient;
  readonly client: ApiGatewayV2Client;
  readonly events: { kind: string; target?: string; error?: string; status: number }[];
  functionArn = '';

  private constructor(cloud: TestCloud, events: Fixture['events']) {
    this.cloud = cloud;
    this.events = events;
    this.lambda = new LambdaClient({ ...cloud.config, maxAttempts: 1 });
    this.client = new ApiGatewayV2Client({ ...cloud.config, maxAttempts: 1 });
  }

  static async start(): Promise<Fixture> {
    const events: Fixture['events'] = [];
    const fixture = new Fixture(await startCloud({ onRequest: (event) => events.push(event) }), events);
    const { FunctionArn = '' } = await createFunction(fixture.lambda, 'echo', BODY);
    fixture.functionArn = FunctionArn;
    await fixture.lambda.send(
      new AddPermissionCommand({
        ...{ FunctionName: 'echo', StatementId: 'apis', Action: 'lambda:InvokeFunction' },
        Principal: 'apigateway.amazonaws.com',
      }),
    );
    return fixture;
  }

  async close(): Promise<void> {
    this.client.destroy();
    this.lambda.destroy();
    await this.cloud.close();
  }

  /** An API whose routes all lead to the function, and a stage that deploys by itself. */
  async api(
    routeKeys: readonly string[],
    options: {
      api?: Partial<CreateApiCommandInput>;
      integration?: Partial<CreateIntegrationCommandInput>;
      stage?: Partial<CreateStageCommandInput>;
    } = {},
  ): Promise<{ ApiId: string; url: string; IntegrationId: string }> {
    const { ApiId = '', ApiEndpoint: url = '' } = await this.client.send(
      new CreateApiCommand({ Name: 'test', ProtocolType: 'HTTP', ...options.api }),
    );
    const { IntegrationId = '' } = await this.client.send(
      new CreateIntegrationCommand({
        ...{ ApiId, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' },
        IntegrationUri: this.functionArn,
        ...options.integration,
      }),
    );
    const Target = `integrations/${IntegrationId}`;
    for (const RouteKey of routeKeys)
      await this.client.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
    await this.client.send(
      new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true, ...options.stage }),
    );
    return { ApiId, url, IntegrationId };
  }
}

/** What an answer says, in a form that compares in one step. */
export async function read(
  response: Response,
): Promise<{ status: number; type: string | null; body: string }> {
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

/** A failure that API Gateway itself answers. */
export const failure = (status: number, message: string) => ({
  ...{ status, type: 'application/json', body: JSON.stringify({ message }) },
});

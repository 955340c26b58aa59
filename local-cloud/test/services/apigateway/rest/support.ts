import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
  GetResourcesCommand,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutIntegrationResponseCommand,
  type PutIntegrationResponseCommandInput,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import type { TestCloud } from '../../../support/cloud.ts';

export type { TestCloud };

type MethodOptions = Partial<PutMethodCommandInput>;

/** An API in the making, through the official client. */
export class TestApi {
  readonly client: APIGatewayClient;
  readonly cloud: TestCloud;
  readonly id: string;
  readonly rootId: string;

  private constructor(client: APIGatewayClient, cloud: TestCloud, id: string, rootId: string) {
    this.client = client;
    this.cloud = cloud;
    this.id = id;
    this.rootId = rootId;
  }

  static async create(cloud: TestCloud, options: Partial<CreateRestApiCommandInput> = {}): Promise<TestApi> {
    const client = new APIGatewayClient({ ...cloud.config, maxAttempts: 1 });
    const { id = '', rootResourceId = '' } = await client.send(
      new CreateRestApiCommand({ name: 'test', ...options }),
    );
    return new TestApi(client, cloud, id, rootResourceId);
  }

  /** Makes what is missing of a path. @returns the id of its last resource */
  async resource(path: string): Promise<string> {
    let parentId = this.rootId;
    for (const pathPart of path.split('/').filter(Boolean)) {
      const { items = [] } = await this.client.send(
        new GetResourcesCommand({ restApiId: this.id, limit: 500 }),
      );
      const found = items.find((each) => each.parentId === parentId && each.pathPart === pathPart);
      const { id = '' } =
        found ??
        (await this.client.send(new CreateResourceCommand({ restApiId: this.id, parentId, pathPart })));
      parentId = id;
    }
    return parentId;
  }

  /** A method that answers with a constant body. */
  async mock(
    httpMethod: string,
    path: string,
    body: string,
    options: {
      method?: MethodOptions;
      integration?: Partial<PutIntegrationCommandInput>;
      response?: Partial<PutIntegrationResponseCommandInput>;
    } = {},
  ): Promise<void> {
    const resourceId = await this.resource(path);
    const at = { restApiId: this.id, resourceId, httpMethod };
    await this.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE', ...options.method }));
    const parameters = Object.keys(options.response?.responseParameters ?? {});
    const responseParameters = Object.fromEntries(parameters.map((name) => [name, true]));
    await this.client.send(new PutMethodResponseCommand({ ...at, statusCode: '200', responseParameters }));
    const requestTemplates = { 'application/json': '{statusCode:200}' };
    await this.client.send(
      new PutIntegrationCommand({ ...at, type: 'MOCK', requestTemplates, ...options.integration }),
    );
    const responseTemplates = { 'application/json': body };
    await this.client.send(
      new PutIntegrationResponseCommand({
        ...at,
        statusCode: '200',
        responseTemplates,
        ...options.response,
      }),
    );
  }

  /** A method that a function answers. */
  async proxy(
    httpMethod: string,
    path: string,
    functionArn: string,
    integration: Partial<PutIntegrationCommandInput> = {},
  ): Promise<void> {
    const at = { restApiId: this.id, resourceId: await this.resource(path), httpMethod };
    await this.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
    await this.client.send(
      new PutIntegrationCommand({
        ...at,
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        ...integration,
      }),
    );
  }

  async deploy(stageName = 'dev'): Promise<string> {
    const { id = '' } = await this.client.send(
      new CreateDeploymentCommand({ restApiId: this.id, stageName }),
    );
    return id;
  }

  url(path: string, stage = 'dev'): string {
    return `${this.cloud.endpoint}/restapis/${this.id}/${stage}/_user_request_${path}`;
  }
}

/** What an answer says, in a form that compares in one step. */
export async function read(
  response: Response,
): Promise<{ status: number; type: string | null; body: string }> {
  const type = response.headers.get('x-amzn-errortype');
  return { status: response.status, type, body: await response.text() };
}

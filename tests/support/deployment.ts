import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { APIGateway } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { Lambda } from '@aws-sdk/client-lambda';
import type { AxiosInstance } from 'axios';
import { toolCommand } from '../../scripts/tool-command.ts';
import type { Target } from '../targets/target.ts';
import { signRequests } from './http.ts';
import { type RunResult, run } from './run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A module on a target: how it is deployed, where it answers, how it goes. */
export class Deployment {
  readonly module: string;
  readonly target: Target;
  readonly #project: string;

  /** @param project the folder the module is in, where that is not this project (a copy of it) */
  constructor(module: string, target: Target, project = root) {
    this.module = module;
    this.target = target;
    this.#project = project;
  }

  get functionName(): string {
    return `${this.module}-${this.target.stage}-api`;
  }

  get tableName(): string {
    return `${this.module}-${this.target.stage}`;
  }

  /** Runs the real tool in the module's folder: `sls('deploy')`. */
  async sls(...args: string[]): Promise<RunResult> {
    return this.slsWith({}, ...args);
  }

  /** Runs the real tool with further environment variables. */
  async slsWith(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<RunResult> {
    return run(...toolCommand('sls', [...args, '--stage', this.target.stage]), {
      cwd: path.join(this.#project, this.module),
      environment: { ...this.target.environment, ...environment },
    });
  }

  /** @throws Error with what the tool printed */
  async deploy(): Promise<void> {
    const { code, output } = await this.sls('deploy');
    if (code !== 0) throw new Error(`sls deploy failed:\n${output}`);
  }

  /** Takes away the stack, and the tables that outlive it. @throws Error with what the tool printed */
  async remove(): Promise<void> {
    const { code, output } = await this.sls('remove');
    if (code !== 0) throw new Error(`sls remove failed:\n${output}`);
    await this.dropTables(this.tableName);
  }

  /** Signs a client's requests on the stages where function URLs want it: all but `local`. */
  async signWhereWanted(client: AxiosInstance): Promise<void> {
    if (this.target.stage === 'local') return;
    signRequests(client, this.target.region, await this.lambda().config.credentials());
  }

  async functionUrl(): Promise<string> {
    const { FunctionUrl } = await this.lambda().getFunctionUrlConfig({ FunctionName: this.functionName });
    return FunctionUrl!.replace(/\/$/, '');
  }

  async restApiUrl(): Promise<string> {
    const { region, stage, endpoint } = this.target;
    const { items = [] } = await new APIGateway(this.clientConfig()).getRestApis({ limit: 500 });
    const api = items.find(({ name }) => name === `${this.module}-${stage}`);
    if (!api?.id) throw new Error(`There is no REST API of ${this.module}: ${items.map(({ name }) => name)}`);
    return endpoint
      ? `${endpoint}/restapis/${api.id}/${stage}/_user_request_`
      : `https://${api.id}.execute-api.${region}.amazonaws.com/${stage}`;
  }

  /** Where the HTTP API that the deploy tool made for the module answers, its `$default` stage at the root. */
  async httpApiUrl(): Promise<string> {
    const { Items = [] } = await new ApiGatewayV2(this.clientConfig()).getApis({ MaxResults: '100' });
    const api = Items.find(({ Name }) => Name === `${this.target.stage}-${this.module}`);
    if (!api?.ApiEndpoint)
      throw new Error(`There is no HTTP API of ${this.module}: ${Items.map(({ Name }) => Name)}`);
    return api.ApiEndpoint;
  }

  lambda(): Lambda {
    return new Lambda(this.clientConfig());
  }

  /** Tables outlive their stack on every stage but `local`, so that only a person can throw data away. */
  async dropTables(...names: string[]): Promise<void> {
    if (this.target.stage === 'local') return;
    const client = new DynamoDB(this.clientConfig());
    for (const TableName of names) await client.deleteTable({ TableName });
  }

  private clientConfig() {
    const { endpoint, region } = this.target;
    const credentials = endpoint ? { accessKeyId: 'test', secretAccessKey: 'test' } : undefined;
    return { endpoint, region, credentials };
  }
}

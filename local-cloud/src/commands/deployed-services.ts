import type { Stack } from '@aws-sdk/client-cloudformation';
import { describeStacks } from './describe-stacks.ts';

/** A deployed service and where it answers. */
export interface DeployedService {
  readonly name: string;
  readonly functionUrl?: string;
  readonly restApiUrl?: string;
  readonly httpApiUrl?: string;
}

/** What is deployed, from the stacks' outputs as the Serverless Framework names them. */
export async function deployedServices(endpoint: string): Promise<DeployedService[]> {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const stacks = await describeStacks(endpoint, region);
  const services = await Promise.all(stacks.map((stack) => describe(stack, endpoint)));
  return services.sort((a, b) => a.name.localeCompare(b.name));
}

async function describe(stack: Stack, endpoint: string): Promise<DeployedService> {
  const outputs = stack.Outputs ?? [];
  const stage = stack.Tags?.find(({ Key }) => Key === 'STAGE')?.Value;
  const stackName = stack.StackName ?? '';
  const name = stage && stackName.endsWith(`-${stage}`) ? stackName.slice(0, -stage.length - 1) : stackName;
  const functionUrl = outputs.find(({ OutputKey }) => OutputKey?.endsWith('LambdaFunctionUrl'))?.OutputValue;
  const restApi = outputs.find(({ OutputKey }) => OutputKey === 'ServiceEndpoint')?.OutputValue;
  const httpApi = outputs.find(({ OutputKey }) => OutputKey === 'HttpApiUrl')?.OutputValue;
  return {
    name,
    functionUrl,
    restApiUrl: restApi && localRestApi(restApi, endpoint),
    httpApiUrl: httpApi && (await localHttpApi(httpApi, endpoint)),
  };
}

/** The URL that answers here for the one the stack names, `https://ID.execute-api.REGION.amazonaws.com/STAGE`. */
function localRestApi(url: string, endpoint: string): string {
  const { hostname, pathname } = new URL(url);
  const port = new URL(endpoint).port;
  return `http://localhost:${port}/restapis/${hostname.split('.')[0]}${pathname}/_user_request_`;
}

/** HTTP APIs answer at the root of a port of their own, which the API itself tells. */
async function localHttpApi(url: string, endpoint: string): Promise<string | undefined> {
  const answer = await fetch(`${endpoint}/v2/apis/${new URL(url).hostname.split('.')[0]}`);
  const { apiEndpoint } = (await answer.json()) as { apiEndpoint?: string };
  return apiEndpoint;
}

import type { Stack } from '@aws-sdk/client-cloudformation';

/** A deployed service and where it answers. */
export interface DeployedService {
  readonly name: string;
  readonly functionUrl?: string;
  readonly restApiUrl?: string;
}

/** What is deployed, from the stacks' outputs as the Serverless Framework names them. */
export async function deployedServices(endpoint: string): Promise<DeployedService[]> {
  // The client would print when it will want a newer Node: the maintainers' business, not the newcomer's.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  // Loaded here only: starting the endpoint needs no client.
  const { CloudFormation } = await import('@aws-sdk/client-cloudformation');
  const client = new CloudFormation({
    endpoint,
    region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Stacks = [] } = await client.describeStacks({});
  client.destroy();
  return Stacks.map((stack) => describe(stack, endpoint)).sort((a, b) => a.name.localeCompare(b.name));
}

function describe(stack: Stack, endpoint: string): DeployedService {
  const outputs = stack.Outputs ?? [];
  const stage = stack.Tags?.find(({ Key }) => Key === 'STAGE')?.Value;
  const stackName = stack.StackName ?? '';
  const name = stage && stackName.endsWith(`-${stage}`) ? stackName.slice(0, -stage.length - 1) : stackName;
  const functionUrl = outputs.find(({ OutputKey }) => OutputKey?.endsWith('LambdaFunctionUrl'))?.OutputValue;
  const restApi = outputs.find(({ OutputKey }) => OutputKey === 'ServiceEndpoint')?.OutputValue;
  return { name, functionUrl, restApiUrl: restApi && localRestApi(restApi, endpoint) };
}

/** The URL that answers here for the one the stack names, `https://ID.execute-api.REGION.amazonaws.com/STAGE`. */
function localRestApi(url: string, endpoint: string): string {
  const { hostname, pathname } = new URL(url);
  const port = new URL(endpoint).port;
  return `http://localhost:${port}/restapis/${hostname.split('.')[0]}${pathname}/_user_request_`;
}

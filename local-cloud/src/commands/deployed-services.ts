import type { Stack } from '@aws-sdk/client-cloudformation';
import { type DeployedRoute, httpApiRoutes, restApiRoutes } from './deployed-routes.ts';
import { describeStacks, templateResources } from './describe-stacks.ts';
import { scopedTo } from './region-request.ts';

/** A deployed service and where it answers. */
export interface DeployedService {
  readonly name: string;
  /** The name of its CloudFormation stack. */
  readonly stack: string;
  readonly region: string;
  /** The first of its function URLs. */
  readonly functionUrl?: string;
  /** Every function URL by its function's name, where there are several. */
  readonly functionUrls?: Readonly<Record<string, string>>;
  readonly restApiUrl?: string;
  readonly httpApiUrl?: string;
  /** Names of its functions, as far as the stack tells them. */
  readonly functions: readonly string[];
  /** Of the first of its APIs; none for function URLs, which answer every path. */
  readonly routes: readonly DeployedRoute[];
}

/** The URL that a service is called by where it has several; undefined where it has none. */
export const baseUrl = (service: DeployedService): string | undefined =>
  service.functionUrl ?? service.httpApiUrl ?? service.restApiUrl;

/** What is deployed, from the stacks' outputs as the Serverless Framework names them. */
export async function deployedServices(
  endpoint: string,
  regions: Iterable<string>,
): Promise<DeployedService[]> {
  const found = [...new Set(regions)].map(async (region) => {
    const stacks = await describeStacks(endpoint, region);
    return Promise.all(stacks.map((stack) => describe(stack, region, endpoint)));
  });
  const services = (await Promise.all(found)).flat();
  return services.sort((a, b) => a.name.localeCompare(b.name));
}

async function describe(stack: Stack, region: string, endpoint: string): Promise<DeployedService> {
  const outputs = stack.Outputs ?? [];
  const stage = stack.Tags?.find(({ Key }) => Key === 'STAGE')?.Value;
  const stackName = stack.StackName ?? '';
  const name = stage && stackName.endsWith(`-${stage}`) ? stackName.slice(0, -stage.length - 1) : stackName;
  const place = { endpoint, region };
  const functionUrls = await currentUrls(await functionUrlsOf(stack, place), place);
  const [functionUrl] = Object.values(functionUrls);
  const restApi = apiOf(
    outputs.find(({ OutputKey }) => /^ServiceEndpoint/.test(OutputKey ?? ''))?.OutputValue,
  );
  const httpApi = apiOf(outputs.find(({ OutputKey }) => OutputKey === 'HttpApiUrl')?.OutputValue);
  return {
    name,
    stack: stackName,
    region,
    functions: outputs.flatMap(({ OutputKey = '', OutputValue = '' }) =>
      OutputKey.endsWith('LambdaFunctionQualifiedArn') ? (OutputValue.split(':')[6] ?? []) : [],
    ),
    functionUrl,
    ...(Object.keys(functionUrls).length > 1 && { functionUrls }),
    restApiUrl: restApi && localRestApi(restApi, endpoint),
    httpApiUrl: httpApi && (await localHttpApi(httpApi.id, endpoint, region)),
    routes: httpApi
      ? await httpApiRoutes(httpApi.id, place)
      : restApi
        ? await restApiRoutes(restApi.id, place)
        : [],
  };
}

interface Place {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * Function URLs by the name of their functions, or by what outputs call those where no version's ARN tells it. The deploy
 * tool writes outputs as it comes to be done with their functions; log groups are in the order of `serverless.yml`.
 */
async function functionUrlsOf(
  { Outputs = [], StackName = '' }: Stack,
  { endpoint, region }: Place,
): Promise<Record<string, string>> {
  const values = new Map(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  const names = [...values.keys()].flatMap((key) => /^(.*)LambdaFunctionUrl$/.exec(key)?.[1] ?? []);
  if (names.length > 1) {
    const resources = await templateResources(endpoint, region, StackName);
    const place = (name: string) => resources.indexOf(`${name}LogGroup`);
    names.sort((a, b) => place(a) - place(b));
  }
  return Object.fromEntries(
    names.map((name) => [
      values.get(`${name}LambdaFunctionQualifiedArn`)?.split(':')[6] ?? name,
      values.get(`${name}LambdaFunctionUrl`) ?? '',
    ]),
  );
}

/** A function URL that had to take another port at a restart is not where the stack's output says, until the next deployment. */
async function currentUrls(
  urls: Readonly<Record<string, string>>,
  { endpoint, region }: Place,
): Promise<Record<string, string>> {
  const current = Object.entries(urls).map(async ([name, url]) => {
    const answer = await fetch(`${endpoint}/2021-10-31/functions/${encodeURIComponent(name)}/url`, {
      headers: scopedTo('lambda', region),
    });
    const { FunctionUrl = url } = (await answer.json()) as { FunctionUrl?: string };
    return [name, FunctionUrl];
  });
  return Object.fromEntries(await Promise.all(current));
}

/** What an API's URL says, `https://ID.execute-api.REGION.amazonaws.com/STAGE`. */
function apiOf(url: string | undefined): { id: string; path: string } | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  return { id: hostname.split('.')[0] ?? '', path: pathname };
}

/** The URL that answers here for a REST API's. */
function localRestApi({ id, path }: { id: string; path: string }, endpoint: string): string {
  return `http://localhost:${new URL(endpoint).port}/restapis/${id}${path}/_user_request_`;
}

/** HTTP APIs answer at the root of a port of their own, which the API itself tells. */
async function localHttpApi(id: string, endpoint: string, region: string): Promise<string | undefined> {
  const answer = await fetch(`${endpoint}/v2/apis/${id}`, { headers: scopedTo('apigateway', region) });
  const { apiEndpoint } = (await answer.json()) as { apiEndpoint?: string };
  return apiEndpoint;
}

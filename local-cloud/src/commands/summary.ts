import { curlArguments } from './deployed-routes.ts';
import { type DeployedService, deployedServices } from './deployed-services.ts';
import { dim, style } from './request-line.ts';

export interface SummaryOptions {
  readonly port: number;
  readonly endpoint: string;
  /** The regions that something was deployed to. */
  readonly regions: ReadonlySet<string>;
  /** Path of the curl lines; `{service}` stands for the service's name. Without it, a route that exists. */
  readonly tryPath?: string;
}

/** Where everything that is deployed answers, as `up` prints it. */
export async function summary({ port, endpoint, regions, tryPath }: SummaryOptions): Promise<string> {
  const services = await deployedServices(endpoint, regions);
  // A service without a URL (a layer) has nothing to show.
  const blocks = services.flatMap((service) => block(service, tryPath) ?? []);
  const region = regions.size === 1 ? [...regions][0] : 'us-east-1';
  const tools = `For aws and other tools: export AWS_ENDPOINT_URL=http://localhost:${port} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=${region}`;
  return [
    '',
    ...blocks,
    '',
    dim(tools),
    dim('Requests are shown below as they come. Ctrl-C stops everything.'),
    '',
  ].join('\n');
}

function block(service: DeployedService, tryPath: string | undefined): string | undefined {
  const { name, functionUrl, restApiUrl, httpApiUrl, routes } = service;
  const base = functionUrl ?? httpApiUrl ?? restApiUrl;
  if (base === undefined) return undefined;
  const lines = [style('bold', name)];
  if (functionUrl) lines.push(`  function URL  ${functionUrl}`);
  if (restApiUrl) lines.push(`  REST API      ${restApiUrl}`);
  if (httpApiUrl) lines.push(`  HTTP API      ${httpApiUrl}`);
  const root = base.replace(/\/$/, '');
  const request =
    tryPath === undefined
      ? curlArguments(root, functionUrl ? [] : routes)
      : `${root}${tryPath.replaceAll('{service}', name)}`;
  lines.push(`  try           curl ${request}`);
  return lines.join('\n');
}

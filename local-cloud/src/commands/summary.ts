import { type DeployedService, deployedServices } from './deployed-services.ts';
import { dim, style } from './request-line.ts';
import { curlLine, shellOf, variablesLine } from './shell.ts';
import { type KnownPath, knownPaths } from './source-routes/known-paths.ts';
import { curlArguments } from './try-line.ts';

const shell = shellOf(process.env, process.platform);

export interface SummaryOptions {
  readonly endpoint: string;
  /** The regions that something was deployed to. */
  readonly regions: ReadonlySet<string>;
  /** Path of the curl lines; `{service}` stands for the service's name. Without it, a route that exists. */
  readonly tryPath?: string;
  /** The folder that a stack was deployed from, where its source is. */
  readonly folderOf: (stack: string) => string | undefined;
}

/** Where everything that is deployed answers, as `up` prints it. */
export async function summary(options: SummaryOptions): Promise<string> {
  const { endpoint, regions } = options;
  const region = regions.size === 1 ? [...regions][0] : 'us-east-1';
  const tools = variablesLine(shell, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: region ?? 'us-east-1',
  });
  return [
    '',
    ...(await urlBlocks(options)),
    '',
    dim('For aws and other tools:'),
    `  ${tools}`,
    '',
    dim('Requests are shown below as they come. Ctrl-C stops everything.'),
    '',
  ].join('\n');
}

/** @param stacks names of those to show; without it all */
export async function urlBlocks(
  { endpoint, regions, tryPath, folderOf }: SummaryOptions,
  stacks?: readonly string[],
): Promise<string[]> {
  const services = await deployedServices(endpoint, regions);
  const shown = services.filter(({ stack }) => stacks?.includes(stack) ?? true);
  // A service without URL and functions (a layer) has nothing to show.
  return shown.flatMap((service) => {
    const folder = folderOf(service.stack);
    return block(service, tryPath, () => (folder === undefined ? [] : knownPaths(folder))) ?? [];
  });
}

function block(
  service: DeployedService,
  tryPath: string | undefined,
  known: () => readonly KnownPath[],
): string | undefined {
  const { name, functionUrl, restApiUrl, httpApiUrl, routes, functions } = service;
  const base = functionUrl ?? httpApiUrl ?? restApiUrl;
  const lines = [style('bold', name)];
  if (base === undefined) {
    const [first] = functions;
    if (first === undefined) return undefined;
    lines.push(`  functions     ${functions.join(', ')}`);
    lines.push(`  try           aws lambda invoke --function-name ${first} /dev/stdout`);
    return lines.join('\n');
  }
  if (service.functionUrls) {
    for (const [owner, url] of Object.entries(service.functionUrls))
      lines.push(`  function URL  ${url}  ${dim(owner)}`);
  } else if (functionUrl) lines.push(`  function URL  ${functionUrl}`);
  if (restApiUrl) lines.push(`  REST API      ${restApiUrl}`);
  if (httpApiUrl) lines.push(`  HTTP API      ${httpApiUrl}`);
  const root = base.replace(/\/$/, '');
  const request =
    tryPath === undefined
      ? curlArguments(root, functionUrl ? [] : routes, known)
      : `${root}${tryPath.replaceAll('{service}', name)}`;
  lines.push(`  try           ${curlLine(shell, request)}`);
  return lines.join('\n');
}

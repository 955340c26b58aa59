import { CommandError } from '../command-error.ts';
import { scopedTo } from '../region-request.ts';
import { ask, type Endpoint, regionsOf } from './find-endpoint.ts';

export interface DeployedFunction {
  readonly FunctionName: string;
  readonly LoggingConfig?: { readonly LogGroup?: string };
  readonly region: string;
}

/**
 * A deployed function by its name, or by the end of its name, as `serverless.yml` has it (`api` of `modulo1-local-api`).
 *
 * @throws CommandError that names those there are
 */
export async function findFunction(endpoint: Endpoint, name: string): Promise<DeployedFunction> {
  const regions = await regionsOf(endpoint);
  const all = (await Promise.all(regions.map((region) => functionsIn(endpoint, region)))).flat();
  const exact = all.filter(({ FunctionName }) => FunctionName === name);
  const found =
    exact.length > 0 ? exact : all.filter(({ FunctionName }) => FunctionName.endsWith(`-${name}`));
  const [only] = found;
  if (only && found.length === 1) return only;
  const names = (found.length > 1 ? found : all).map(
    ({ FunctionName, region }) => `  ${FunctionName}  ${region}`,
  );
  if (names.length === 0) throw new CommandError(`There is no function "${name}", nor any other.`);
  throw new CommandError(
    `${found.length > 1 ? `"${name}" is the name of several functions` : `There is no function "${name}"; there are`}:\n${names.join('\n')}`,
  );
}

async function functionsIn({ url }: Endpoint, region: string): Promise<DeployedFunction[]> {
  const functions: DeployedFunction[] = [];
  let marker: string | undefined = '';
  while (marker !== undefined) {
    const query: string = marker && `?Marker=${encodeURIComponent(marker)}`;
    const answer = await ask(`${url}/2015-03-31/functions/${query}`, { headers: scopedTo('lambda', region) });
    const page = (await answer.json()) as { Functions: DeployedFunction[]; NextMarker?: string | null };
    functions.push(...page.Functions.map((each) => ({ ...each, region })));
    marker = page.NextMarker ?? undefined;
  }
  return functions;
}

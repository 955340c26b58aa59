import { deployedServices } from '../deployed-services.ts';
import { style } from '../request-line.ts';
import { urlBlocks } from '../summary.ts';
import { findEndpoint, regionsOf } from './find-endpoint.ts';

/** `local-cloud status`: what runs, and what is deployed to it. */
export async function status({ port, json }: { port?: number; json: boolean }): Promise<void> {
  const endpoint = await findEndpoint(port);
  const { url, version, told } = endpoint;
  const regions = new Set(await regionsOf(endpoint));
  if (json) {
    const services = await deployedServices(url, regions);
    return print(
      JSON.stringify({ endpoint: url, version, ...told, isOfProject: undefined, services }, null, 2),
    );
  }
  const known = told ? `, pid ${told.pid}, since ${told.startedAt}` : '';
  const blocks = await urlBlocks({ endpoint: url, regions, folderOf: () => undefined });
  print([`${style('bold', 'local-cloud')} ${version} on ${url}${known}`, ...blocks].join('\n'));
  if (blocks.length === 0) print('Nothing is deployed.');
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

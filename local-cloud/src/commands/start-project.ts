import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LocalCloudOptions } from '../index.ts';
import { asksForLocalstack } from './asks-for-localstack.ts';
import { CommandError } from './command-error.ts';
import { COMPOSITIONS, SERVICES } from './configurations.ts';
import { deployProject } from './deploy-project.ts';
import { baseUrl, type DeployedService, deployedServices } from './deployed-services.ts';
import { startEndpoint } from './endpoint.ts';
import { abortedAtEnd } from './foreground.ts';

export interface ProjectOptions extends LocalCloudOptions {
  /** TCP port of the endpoint. Default 0, any free one, so that projects run side by side. */
  readonly port?: number;
  /** Stage to deploy. Default `local`. */
  readonly stage?: string;
  /** Whether what the deploy tool prints is shown on stderr as it comes. Default false: only in the error of one that fails. */
  readonly verbose?: boolean;
}

/** A project that is deployed to an endpoint of its own. */
export interface Project {
  /** Where AWS clients talk to, `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /**
   * By the service's name the URL that paths are appended to, without a slash at its end: its function URL, else its HTTP
   * API, else its REST API. A service without any has none.
   */
  readonly urls: Readonly<Record<string, string>>;
  /** Every service, with each URL it has. */
  readonly services: readonly DeployedService[];
  /** Ends all that was started and removes what was stored. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts an endpoint and deploys a Serverless Framework project to it, as `local-cloud up` does, without a word.
 *
 * @param folder of the project: a service, or a composition of services
 * @throws Error with what the deploy tool said, where it fails; nothing is left running then
 */
export async function startProject(folder = '.', options: ProjectOptions = {}): Promise<Project> {
  const cwd = path.resolve(folder);
  if (![...COMPOSITIONS, ...SERVICES].some((name) => existsSync(path.join(cwd, name)))) {
    throw new CommandError(`There is no serverless-compose.yml or serverless.yml in ${cwd}.`);
  }
  const { stage = 'local', verbose = false, ...endpointOptions } = options;
  const cloud = await startEndpoint({
    port: 0,
    localstackVariables: asksForLocalstack(cwd),
    ...endpointOptions,
  });
  const { signal, release } = abortedAtEnd();
  try {
    await deployProject({ cwd, stage, endpoint: cloud.endpoint, verbose, signal });
    const services = await deployedServices(cloud.endpoint);
    const urls = Object.fromEntries(
      services.flatMap((service) => {
        const url = baseUrl(service);
        return url === undefined ? [] : [[service.name, url.replace(/\/$/, '')]];
      }),
    );
    return { endpoint: cloud.endpoint, urls, services, stop: () => cloud.close() };
  } catch (error) {
    await cloud.close();
    throw error;
  } finally {
    release();
  }
}

import path from 'node:path';
import type { LocalCloud, LocalCloudOptions } from '../index.ts';
import { asksForLocalstack } from './asks-for-localstack.ts';
import { CommandError } from './command-error.ts';
import { type DeployOptions, deployProject } from './deploy-project.ts';
import { deployPlanned, planDeployment } from './deploy-services.ts';
import { baseUrl, type DeployedService, deployedServices } from './deployed-services.ts';
import { startEndpoint } from './endpoint.ts';
import { abortedAtEnd } from './foreground.ts';
import { outcomeLine, widest } from './progress.ts';
import { openReportChannel } from './tool/report-channel.ts';
import { ServiceStates } from './tool/service-states.ts';

export interface ProjectOptions extends LocalCloudOptions {
  /** TCP port of the endpoint. Default 0, any free one, so that projects run side by side. */
  readonly port?: number;
  /** Stage to deploy. Default `local`, or the project's own default where it has no settings for that. */
  readonly stage?: string;
  /** Whether what the deploy tool prints is shown on stderr as it comes. Default false: only in the error of one that fails. */
  readonly verbose?: boolean;
  /** Whether a deploy tool is fetched from the npm registry, once, where the project has none that works. Default false. */
  readonly yes?: boolean;
  /** Whether the deploy tool may reach other hosts than AWS's. Default false. */
  readonly allowNetwork?: boolean;
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
 * @param folder of the project: a service, a composition of services, or a folder with services below it
 * @throws Error with what the deploy tool said, where it fails; nothing is left running then
 */
export async function startProject(folder = '.', options: ProjectOptions = {}): Promise<Project> {
  const cwd = path.resolve(folder);
  const { stage, verbose = false, yes = false, allowNetwork, onStack, ...rest } = options;
  const { signal, release } = abortedAtEnd();
  const regions = new Set<string>();
  let cloud: LocalCloud | undefined;
  try {
    const planned = await planDeployment(cwd, { stage, confirm: async () => yes, progress() {}, signal });
    cloud = await startEndpoint({
      port: 0,
      localstackVariables: asksForLocalstack(cwd),
      skipUnsupported: true,
      ...rest,
      onStack(step) {
        regions.add(step.region);
        onStack?.(step);
      },
    });
    const { endpoint, close } = cloud;
    await deployPlanned(planned, {
      ...{ endpoint, regions },
      deploy: (each) => deploy({ ...each, endpoint, verbose, allowNetwork, signal }),
    });
    const services = await deployedServices(endpoint, regions);
    const urls = Object.fromEntries(
      services.flatMap((service) => {
        const url = baseUrl(service);
        return url === undefined ? [] : [[service.name, url.replace(/\/$/, '')]];
      }),
    );
    return { endpoint, urls, services, stop: close };
  } catch (error) {
    await cloud?.close();
    throw error;
  } finally {
    release();
  }
}

/** @throws CommandError with what failed and why, and with all that the tool said */
async function deploy(options: Omit<DeployOptions, 'channel'>): Promise<void> {
  const states = new ServiceStates(() => {});
  const channel = await openReportChannel((message) => states.apply(message));
  try {
    const { code, output } = await deployProject({ ...options, channel });
    if (code === 0) return;
    states.settle(code, output);
    const failed = states.all().filter(({ outcome }) => outcome !== 'deployed');
    throw new CommandError(
      [
        output.trim(),
        '',
        ...failed.map((state) => outcomeLine(state, widest(failed))),
        `The deployment failed (sls deploy ended with ${code}).`,
      ].join('\n'),
    );
  } finally {
    await channel.close();
  }
}

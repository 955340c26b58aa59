import { existsSync } from 'node:fs';
import path from 'node:path';
import { showActivity } from './activity.ts';
import { asksForLocalstack } from './asks-for-localstack.ts';
import { CommandError } from './command-error.ts';
import { COMPOSITIONS, SERVICES } from './configurations.ts';
import { deployProject } from './deploy-project.ts';
import { deployedServices } from './deployed-services.ts';
import { startEndpoint } from './endpoint.ts';
import { untilSignal } from './foreground.ts';
import { Progress } from './progress.ts';
import { dim, style } from './request-line.ts';
import type { StartOptions } from './start.ts';

export interface UpOptions extends StartOptions {
  readonly stage: string;
  /** Path of the curl line printed for each function; `{service}` stands for the service's name. */
  readonly tryPath: string;
}

/** `local-cloud up`: the endpoint, the project in this folder deployed to it, and its URLs; until a signal ends it. */
export async function up(options: UpOptions): Promise<void> {
  const cwd = process.cwd();
  if (![...COMPOSITIONS, ...SERVICES].some((name) => existsSync(path.join(cwd, name)))) {
    throw new CommandError(
      `There is no serverless-compose.yml or serverless.yml in ${cwd}. Run this in a project's folder.`,
    );
  }
  const { signal } = untilSignal();
  const aborter = new AbortController();
  void signal.then(() => aborter.abort());
  const progress = new Progress(options.verbose);
  const cloud = await startEndpoint({
    port: options.port,
    host: options.host,
    localstackVariables: options.localstackVariables || asksForLocalstack(cwd),
    ...showActivity((text) => progress.line(text), options),
    onStack: (step) => progress.stack(step),
  });
  try {
    progress.line(`local-cloud is ready on http://localhost:${cloud.port}`);
    progress.begin(`Deploying to stage ${options.stage}`);
    await deployProject({
      cwd,
      stage: options.stage,
      endpoint: cloud.endpoint,
      verbose: options.verbose,
      signal: aborter.signal,
    });
    progress.end();
    progress.line(await summary(cloud.port, cloud.endpoint, options.tryPath));
    await signal;
  } catch (error) {
    if (!aborter.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    progress.end();
    await cloud.close();
  }
}

async function summary(port: number, endpoint: string, tryPath: string): Promise<string> {
  const services = await deployedServices(endpoint);
  // A service without a URL (a layer) has nothing to show.
  const answering = services.filter(
    (service) => service.functionUrl ?? service.httpApiUrl ?? service.restApiUrl,
  );
  const blocks = answering.map((service) => {
    const lines = [style('bold', service.name)];
    if (service.functionUrl) lines.push(`  function URL  ${service.functionUrl}`);
    if (service.restApiUrl) lines.push(`  REST API      ${service.restApiUrl}`);
    if (service.httpApiUrl) lines.push(`  HTTP API      ${service.httpApiUrl}`);
    const base = service.functionUrl ?? service.httpApiUrl ?? service.restApiUrl;
    if (base)
      lines.push(`  try           curl ${new URL(base).origin}${tryPathOf(base, tryPath, service.name)}`);
    return lines.join('\n');
  });
  const tools = `For aws and other tools: export AWS_ENDPOINT_URL=http://localhost:${port} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1`;
  return [
    '',
    ...blocks,
    '',
    dim(tools),
    dim('Requests are shown below as they come. Ctrl-C stops everything.'),
    '',
  ].join('\n');
}

function tryPathOf(base: string, tryPath: string, service: string): string {
  const prefix = new URL(base).pathname.replace(/\/$/, '');
  return prefix + tryPath.replaceAll('{service}', service);
}

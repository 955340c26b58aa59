import { showActivity } from './activity.ts';
import { asksForLocalstack } from './asks-for-localstack.ts';
import { planDeployment } from './deploy-services.ts';
import { Deployment } from './deployment.ts';
import { startEndpoint } from './endpoint.ts';
import { untilSignal } from './foreground.ts';
import { Progress } from './progress.ts';
import { dim } from './request-line.ts';
import { tellOfEndpoint } from './running-endpoint.ts';
import { Skipped } from './skipped.ts';
import type { StartOptions } from './start.ts';
import { type SummaryOptions, summary, urlBlocks } from './summary.ts';
import { confirm } from './tool/confirm.ts';
import { untilChanged } from './until-changed.ts';

export interface UpOptions extends StartOptions {
  /** By default `local`, or the project's own default where it has no settings for that. */
  readonly stage?: string;
  /** Whether what has to be fetched is fetched without asking. */
  readonly yes: boolean;
  readonly allowNetwork: boolean;
  /** Whether a project that asks for what local-cloud lacks is refused, instead of deployed without that. */
  readonly strict: boolean;
  /** Path of the curl line printed for each service; `{service}` stands for its name. By default a route that exists. */
  readonly tryPath?: string;
}

/** `local-cloud up`: the endpoint, the project in this folder deployed to it, and its URLs; until a signal ends it. */
export async function up(options: UpOptions): Promise<void> {
  const cwd = process.cwd();
  const { signal: ended } = untilSignal();
  const aborter = new AbortController();
  const { signal } = aborter;
  void ended.then(() => aborter.abort());
  const progress = new Progress();
  const skipped = new Skipped();
  const planned = await planDeployment(cwd, {
    stage: options.stage,
    confirm: (question) => confirm(question, options.yes),
    progress: (title) => progress.line(`${title} …`),
    signal,
  });
  const deployment = new Deployment({ ...options, planned, progress, signal });
  const cloud = await startEndpoint({
    port: options.port,
    host: options.host,
    localstackVariables: options.localstackVariables || asksForLocalstack(cwd),
    // What the end cuts off is nobody's error.
    ...showActivity((text) => !signal.aborted && progress.line(text), {
      ...options,
      services: () => deployment.services(),
    }),
    skipUnsupported: !options.strict,
    onSkip: (skip) => skipped.add(skip),
    onStack: (step) => deployment.onStack(step),
  });
  const stopTelling = tellOfEndpoint(cwd, options.host ? cloud.endpoint : `http://localhost:${cloud.port}`);
  let deployed = false;
  try {
    progress.line(`local-cloud is ready on http://localhost:${cloud.port}`);
    await deployment.run(cloud.endpoint);
    deployed = true;
    for (const line of skipped.lines()) progress.line(line);
    const { endpoint } = cloud;
    const folderOf = (name: string) => deployment.services().find(({ stack }) => stack === name)?.folder;
    const shown = { endpoint, regions: deployment.regions(), tryPath: options.tryPath, folderOf };
    progress.line(await summary(shown));
    await mend(deployment, shown, progress, signal);
    await ended;
  } catch (error) {
    if (!signal.aborted) throw error;
    if (!deployed) process.exitCode = 130;
  } finally {
    progress.end();
    stopTelling();
    await Promise.all([deployment.close(), cloud.close()]);
  }
}

/** Deploys what failed, as often as its files change, until nothing of it is left. */
async function mend(
  deployment: Deployment,
  shown: SummaryOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const failed = deployment.services().filter(({ outcome }) => outcome === 'failed');
    if (failed.length === 0 || signal.aborted) return;
    const names = failed.map(({ name }) => name).join(', ');
    progress.line(dim(`Waiting for a change in ${names}, to deploy again.`));
    await untilChanged(
      failed.flatMap(({ folder, brokenFolders }) => [folder, ...brokenFolders]),
      signal,
    );
    if (signal.aborted) return;
    const there = await deployment.rerun(shown.endpoint);
    const stacks = there.flatMap(({ stack }) => stack ?? []);
    if (stacks.length > 0) progress.line(['', ...(await urlBlocks(shown, stacks)), ''].join('\n'));
  }
}

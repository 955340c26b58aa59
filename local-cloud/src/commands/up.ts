import { showActivity } from './activity.ts';
import { asksForLocalstack } from './asks-for-localstack.ts';
import { CommandError } from './command-error.ts';
import { deployProject } from './deploy-project.ts';
import { startEndpoint } from './endpoint.ts';
import { untilSignal } from './foreground.ts';
import { Progress } from './progress.ts';
import { tellOfEndpoint } from './running-endpoint.ts';
import { Skipped } from './skipped.ts';
import type { StartOptions } from './start.ts';
import { summary } from './summary.ts';
import { chooseTool } from './tool/choose-tool.ts';
import { composeFile, serviceFile } from './tool/configuration-files.ts';
import { confirm } from './tool/confirm.ts';
import { defaultStage } from './tool/stage.ts';

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
  if (!composeFile(cwd) && !serviceFile(cwd)) {
    throw new CommandError(
      `There is no serverless-compose.yml or serverless.yml in ${cwd}. Run this in a project's folder.`,
    );
  }
  const stage = options.stage ?? defaultStage(cwd);
  const { signal } = untilSignal();
  const aborter = new AbortController();
  void signal.then(() => aborter.abort());
  const progress = new Progress(options.verbose);
  const regions = new Set<string>();
  const skipped = new Skipped();
  const tool = await chooseTool(cwd, {
    confirm: (question) => confirm(question, options.yes),
    progress: (title) => progress.line(`${title} …`),
    signal: aborter.signal,
  });
  const cloud = await startEndpoint({
    port: options.port,
    host: options.host,
    localstackVariables: options.localstackVariables || asksForLocalstack(cwd),
    ...showActivity((text) => progress.line(text), options),
    skipUnsupported: !options.strict,
    onSkip: (skip) => skipped.add(skip),
    onStack(step) {
      regions.add(step.region);
      progress.stack(step);
    },
  });
  const stopTelling = tellOfEndpoint(cwd, options.host ? cloud.endpoint : `http://localhost:${cloud.port}`);
  try {
    progress.line(`local-cloud is ready on http://localhost:${cloud.port}`);
    progress.begin(`Deploying to stage ${stage}`);
    await deployProject({
      cwd,
      tool,
      stage,
      endpoint: cloud.endpoint,
      verbose: options.verbose,
      allowNetwork: options.allowNetwork,
      note: (line) => progress.line(line),
      signal: aborter.signal,
    });
    progress.end();
    for (const line of skipped.lines()) progress.line(line);
    progress.line(await summary({ ...cloud, regions, tryPath: options.tryPath }));
    await signal;
  } catch (error) {
    if (!aborter.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    progress.end();
    stopTelling();
    await cloud.close();
  }
}

import { cloudOf } from '../index.ts';
import { showActivity } from './activity.ts';
import { asksForLocalstack } from './asks-for-localstack.ts';
import { tellReady } from './client/detach.ts';
import { Debugger } from './debugger.ts';
import { planDeployment } from './deploy-services.ts';
import { Deployment } from './deployment.ts';
import { startEndpoint } from './endpoint.ts';
import { untilSignal } from './foreground.ts';
import { runInitHooks } from './init-hooks.ts';
import type { Keys } from './keys.ts';
import type { LogChoice } from './logs/log-mode.ts';
import { Progress } from './progress.ts';
import { takeProjectKeys } from './project-keys.ts';
import { Reloader } from './reload/reloader.ts';
import { removeRolledBack } from './remove-rolled-back.ts';
import { tellOfEndpoint } from './running-endpoint.ts';
import { serveAsBefore } from './serve-as-before.ts';
import { Skipped } from './skipped.ts';
import type { StartOptions } from './start.ts';
import { stateFolder } from './state-folder.ts';
import { summary, urlBlocks } from './summary.ts';
import { confirm } from './tool/confirm.ts';

export interface UpOptions extends StartOptions {
  /** By default `local`, or the project's own default where it has no settings for that. */
  readonly stage?: string;
  /** Whether what has to be fetched is fetched without asking. */
  readonly yes: boolean;
  readonly allowNetwork: boolean;
  /** Whether nothing is kept for the next start, instead of in `dataDir` or the project's own folder. */
  readonly ephemeral: boolean;
  /** Whether a project that asks for what local-cloud lacks is refused, instead of deployed without that. */
  readonly strict: boolean;
  /** Path of the curl line printed for each service; `{service}` stands for its name. By default a route that exists. */
  readonly tryPath?: string;
  /** Whether what a saved file changes of the configuration, or else can't be taken up, is deployed by itself. */
  readonly deployOnChange: boolean;
  /** Whether saved code that is not right by its types is taken back. */
  readonly checkTypes: boolean;
  /** Port at which a debugger finds the first function, the others at the next; undefined where none is wanted. */
  readonly inspectPort?: number;
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
  const logs: LogChoice = { mode: options.logs };
  const dataDir = options.ephemeral ? undefined : stateFolder(cwd, options.dataDir);
  const planned = await planDeployment(cwd, {
    stage: options.stage,
    confirm: (question) => confirm(question, options.yes),
    progress: (title) => progress.line(`${title} …`),
    signal,
  });
  const deployment = new Deployment({ ...options, planned, progress, signal });
  const cloud = await startEndpoint({
    ...{ port: options.port, host: options.host, dataDir },
    localstackVariables: options.localstackVariables || asksForLocalstack(cwd),
    exactRuntimes: options.exactRuntimes,
    // What the end cuts off is nobody's error.
    ...showActivity((text) => !signal.aborted && progress.line(text), {
      ...{ verbose: options.verbose, logs },
      services: () => deployment.services(),
    }),
    skipUnsupported: !options.strict,
    onSkip: (skip) => skipped.add(skip),
    onStack: (step) => deployment.onStack(step),
  });
  const stopTelling = tellOfEndpoint(cwd, options.host ? cloud.endpoint : `http://localhost:${cloud.port}`);
  let deployed = false;
  let reloader: Reloader | undefined;
  let keys: Keys | undefined;
  let initialised: Promise<void> | undefined;
  try {
    progress.line(`local-cloud is ready on http://localhost:${cloud.port}`);
    const { endpoint } = cloud;
    const folderOf = (name: string) => deployment.services().find(({ stack }) => stack === name)?.folder;
    const shown = { endpoint, regions: deployment.regions(), tryPath: options.tryPath, folderOf };
    await removeRolledBack(cloud);
    const print = (line: string) => void (!signal.aborted && progress.line(line));
    reloader = new Reloader({
      ...{ root: cwd, cloud: cloudOf(cloud), deployment, deployOnChange: options.deployOnChange },
      checkTypes: options.checkTypes,
      print,
      async onDeployed(services) {
        const stacks = services.flatMap(({ stack }) => stack ?? []);
        if (stacks.length > 0) progress.line(['', ...(await urlBlocks(shown, stacks)), ''].join('\n'));
      },
    });
    deployed = await serveAsBefore(cloud, deployment, shown, progress, () => {
      deployed = true;
    });
    if (deployed) await reloader.watch();
    else {
      await deployment.run(endpoint);
      deployed = true;
      // Before anybody is told that it is there, and saves something.
      await reloader.watch();
      for (const line of skipped.lines()) progress.line(line);
      progress.line(await summary(shown));
    }
    // Those that something was ever deployed to may have some that the project has left.
    const [region] = [...deployment.services().flatMap((each) => each.region ?? []), ...deployment.regions()];
    initialised = runInitHooks({ cwd, endpoint, region, print, signal });
    const inspected = new Debugger({
      cloud: cloudOf(cloud),
      reloader,
      print,
      firstPort: options.inspectPort,
    });
    const url = `http://localhost:${cloud.port}`;
    keys = takeProjectKeys({ url, reloader, debugger: inspected, logs, print });
    reloader.start();
    if (options.inspectPort !== undefined) await inspected.turnOn();
    tellReady(url);
    await ended;
  } catch (error) {
    if (!signal.aborted) throw error;
    if (!deployed) process.exitCode = 130;
  } finally {
    progress.end();
    stopTelling();
    keys?.close();
    aborter.abort();
    await initialised;
    await reloader?.close();
    await Promise.all([deployment.close(), cloud.close()]);
  }
}

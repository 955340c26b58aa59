import type { StackProgress } from '../core/events.ts';
import { CommandError } from './command-error.ts';
import { deployProject } from './deploy-project.ts';
import { deployPlanned, type Planned } from './deploy-services.ts';
import { outcomeLine, type Progress, widest } from './progress.ts';
import { openReportChannel, type ReportChannel } from './tool/report-channel.ts';
import { type ServiceState, ServiceStates } from './tool/service-states.ts';

export interface DeploymentOptions {
  readonly planned: readonly Planned[];
  readonly allowNetwork: boolean;
  readonly verbose: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** The deployment of a project, and of what was left of it once that is mended. */
export class Deployment {
  readonly #options: DeploymentOptions;
  readonly #states: ServiceStates;
  readonly #regions = new Set<string>();
  /** What was last said of a service, by name: the same failure again is no news. */
  readonly #said = new Map<string, string | undefined>();
  #channel: Promise<ReportChannel> | undefined;
  /** Of stacks, counted. */
  #steps = 0;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    this.#states = new ServiceStates((state) => this.#tell(state));
  }

  services(): readonly ServiceState[] {
    return this.#states.all();
  }

  /** Those that something was deployed to. */
  regions(): ReadonlySet<string> {
    return this.#regions;
  }

  /** Those that something was deployed to before. */
  addRegions(regions: Iterable<string>): void {
    for (const region of regions) this.#regions.add(region);
  }

  onStack(step: StackProgress): void {
    const { stackName, logicalId, status, reason } = step;
    this.#steps += 1;
    this.#states.applyStack(step);
    this.#regions.add(step.region);
    if (!this.#options.verbose) return;
    this.#options.progress.line(`  ${stackName}  ${logicalId} ${status}${reason ? `: ${reason}` : ''}`);
  }

  /**
   * Deploys what is there already, which changes what is no longer as it was.
   *
   * @returns whether anything was
   * @throws CommandError where nothing of it could be deployed
   */
  async check(endpoint: string): Promise<{ changed: boolean }> {
    const steps = this.#steps;
    await this.run(endpoint, 'Checking the deployment');
    return { changed: this.#steps > steps };
  }

  /** Deploys everything. @throws CommandError where nothing of it could be deployed */
  async run(endpoint: string, title = 'Deploying'): Promise<void> {
    const { progress, planned, verbose } = this.#options;
    const stages = [...new Set(planned.map(({ stage }) => stage))];
    progress.begin(`${title} to stage ${stages.join(', ')}`);
    const { code, output } = await this.#deploy(endpoint);
    progress.end();
    const states = this.services();
    if (code === 0 || states.some(({ outcome }) => outcome === 'deployed')) return;
    const said = states.length > 0 ? '' : `${output.trim()}\n\n`;
    const hint = verbose ? '' : ' --verbose shows all that the deploy tool prints.';
    throw new CommandError(
      `${verbose ? '' : said}Nothing was deployed, so there is nothing to serve.${hint}`,
    );
  }

  /**
   * Deploys what was not, or services by their names.
   *
   * @returns those of them that are there now
   */
  async rerun(endpoint: string, only?: readonly string[]): Promise<readonly ServiceState[]> {
    const { progress } = this.#options;
    const names = this.#states.restart(only);
    const all = names.length === this.services().length;
    progress.begin(`Deploying ${names.join(', ')}`);
    await this.#deploy(endpoint, all ? undefined : names);
    progress.end();
    const there = this.services().filter(({ outcome }) => outcome === 'deployed');
    // Of all, those that a composition has gained are some.
    return all ? there : there.filter(({ name }) => names.includes(name));
  }

  async close(): Promise<void> {
    await (await this.#channel)?.close();
  }

  async #deploy(endpoint: string, only?: readonly string[]) {
    this.#channel ??= openReportChannel((message) => this.#states.apply(message));
    const { progress } = this.#options;
    const note = (line: string) => progress.line(line);
    const channel = await this.#channel;
    const { planned } = this.#options;
    let worst: { code: number | null; output: string } = { code: 0, output: '' };
    await deployPlanned(only ? this.#left(only) : planned, {
      ...{ endpoint, regions: this.#regions },
      stackOf: (folder) => this.services().find((state) => state.folder === folder)?.stack,
      deploy: async (each) => {
        // compose is told which of its services; elsewhere a folder is a service.
        const some = planned.length === 1 ? only : undefined;
        const result = await deployProject({
          ...this.#options,
          ...each,
          endpoint,
          channel,
          only: some,
          note,
        });
        this.#states.settle(result.code, result.output);
        if (result.code !== 0) worst = result;
      },
    });
    return worst;
  }

  /** What of the plan the services of these names are. */
  #left(names: readonly string[]): readonly Planned[] {
    const { planned } = this.#options;
    const folders = this.services().flatMap(({ name, folder }) => (names.includes(name) ? [folder] : []));
    return planned.length === 1 ? planned : planned.filter(({ service }) => folders.includes(service.folder));
  }

  #tell(state: ServiceState): void {
    const { name, outcome, reason } = state;
    const news = outcome === 'deployed' || this.#said.get(name) !== reason;
    if (outcome) this.#said.set(name, reason);
    const width = widest(this.services());
    this.#options.progress.update(state, width, outcome && news ? outcomeLine(state, width) : undefined);
  }
}

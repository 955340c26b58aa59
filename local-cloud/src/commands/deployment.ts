import type { StackProgress } from '../core/events.ts';
import { CommandError } from './command-error.ts';
import { deployProject } from './deploy-project.ts';
import { outcomeLine, type Progress } from './progress.ts';
import type { Tool } from './tool/find-tool.ts';
import { openReportChannel, type ReportChannel } from './tool/report-channel.ts';
import { type ServiceState, ServiceStates } from './tool/service-states.ts';

export interface DeploymentOptions {
  readonly cwd: string;
  readonly tool: Tool;
  readonly stage: string;
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

  onStack(step: StackProgress): void {
    const { stackName, logicalId, status, reason } = step;
    this.#states.applyStack(step);
    this.#regions.add(step.region);
    if (!this.#options.verbose) return;
    this.#options.progress.line(`  ${stackName}  ${logicalId} ${status}${reason ? `: ${reason}` : ''}`);
  }

  /** Deploys everything. @throws CommandError where nothing of it could be deployed */
  async run(endpoint: string): Promise<void> {
    const { progress, stage, verbose } = this.#options;
    progress.begin(`Deploying to stage ${stage}`);
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

  /** Deploys what was not. @returns what is there now that was not */
  async rerun(endpoint: string): Promise<readonly ServiceState[]> {
    const { progress } = this.#options;
    const names = this.#states.restart();
    progress.begin(`Deploying ${names.join(', ')}`);
    await this.#deploy(endpoint, names);
    progress.end();
    return this.services().filter(({ name, outcome }) => names.includes(name) && outcome === 'deployed');
  }

  async close(): Promise<void> {
    await (await this.#channel)?.close();
  }

  async #deploy(endpoint: string, only?: readonly string[]) {
    this.#channel ??= openReportChannel((message) => this.#states.apply(message));
    const { progress } = this.#options;
    const note = (line: string) => progress.line(line);
    const channel = await this.#channel;
    const result = await deployProject({ ...this.#options, endpoint, channel, only, note });
    this.#states.settle(result.code, result.output);
    return result;
  }

  #tell(state: ServiceState): void {
    const { name, outcome, reason } = state;
    const news = outcome === 'deployed' || this.#said.get(name) !== reason;
    if (outcome) this.#said.set(name, reason);
    this.#options.progress.update(state, outcome && news ? outcomeLine(state) : undefined);
  }
}

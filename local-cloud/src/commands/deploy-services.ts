import path from 'node:path';
import type { DeployOptions } from './deploy-project.ts';
import { describeStacks } from './describe-stacks.ts';
import { buildIfMissing } from './tool/build.ts';
import { chooseTool } from './tool/choose-tool.ts';
import type { Tool } from './tool/find-tool.ts';
import { filledParams, type Service, servicesOf } from './tool/services.ts';
import { defaultStage, takesAnyStage } from './tool/stage.ts';

/** A service with the tool that deploys it, and the stage it is deployed to. */
export interface Planned {
  readonly service: Service;
  readonly tool: Tool;
  readonly stage: string;
}

export interface PlanOptions {
  readonly stage?: string;
  /** Asked before anything is fetched. */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly progress: (title: string) => void;
  readonly signal: AbortSignal;
}

/** What is deployed in a folder, built where it has to be, and by which tool. @throws CommandError where there is nothing, or no tool */
export async function planDeployment(cwd: string, options: PlanOptions): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const service of servicesOf(cwd)) {
    const tool = await chooseTool(service.folder, options);
    await buildIfMissing(service.folder, options);
    planned.push({ service, tool, stage: options.stage ?? defaultStage(service.folder) });
  }
  return options.stage === undefined ? withCommonStage(planned) : planned;
}

/**
 * Services of a folder know each other by their stage (`authorization-dev-Arn`): where some have settings for none but their
 * own, the others go there as well.
 */
function withCommonStage(planned: readonly Planned[]): Planned[] {
  const [stage, ...others] = new Set(planned.map((each) => each.stage).filter((name) => name !== 'local'));
  return planned.map((each) =>
    stage === undefined || others.length > 0 || !takesAnyStage(each.service.folder)
      ? each
      : { ...each, stage },
  );
}

export interface DeploymentSteps {
  readonly endpoint: string;
  /** The regions that stacks were made in so far. */
  readonly regions: ReadonlySet<string>;
  /** The name of the stack that a folder's service was deployed to, where that is known. */
  readonly stackOf?: (folder: string) => string | undefined;
  readonly deploy: (each: Pick<DeployOptions, 'cwd' | 'tool' | 'stage' | 'params'>) => Promise<void>;
}

/** Deploys services one after another, each with the outputs of earlier ones that it asks for. */
export async function deployPlanned(planned: readonly Planned[], steps: DeploymentSteps): Promise<void> {
  const { endpoint, regions, deploy, stackOf } = steps;
  /** The outputs of each service of a composition. */
  const outputs = new Map<string, ReadonlyMap<string, string>>();
  const seen = new Set<string | undefined>();
  for (const { service, tool, stage } of planned) {
    const { folder: cwd, name = path.basename(cwd) } = service;
    const params = filledParams(service.params, (other, output) => outputs.get(other)?.get(output));
    await deploy({ cwd, tool, stage, params });
    if (planned.length === 1) return;
    const all = (await Promise.all([...regions].map((region) => describeStacks(endpoint, region)))).flat();
    const stack = stackOf?.(cwd);
    const isMade = ({ StackId, StackName }: (typeof all)[number]) =>
      stack === undefined ? !seen.has(StackId) : StackName === stack;
    const made = all.filter(isMade).flatMap(({ Outputs = [] }) => Outputs);
    outputs.set(name, new Map(made.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])));
    for (const { StackId } of all) seen.add(StackId);
  }
}

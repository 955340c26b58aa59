import { AwsError } from '../../../core/aws-error.ts';
import { lowerId } from '../../../core/ids.ts';
import { badRequest } from '../shared/errors.ts';
import { Router } from './router.ts';
import { now } from './settings.ts';
import type { Deployment, HttpApi } from './types.ts';

/** Freezes an API in a deployment. @throws AwsError BadRequestException where there is nothing to deploy */
export function deploy(api: HttpApi, facts: Partial<Deployment>): Deployment {
  if (api.routes.size === 0) throw badRequest('At least one route is required before deploying the Api.');
  const deployment = {
    ...{ deploymentId: lowerId(6), autoDeployed: false, createdDate: now() },
    ...{ deploymentStatus: 'DEPLOYED' as const, ...facts },
  };
  const { corsConfiguration: cors, disableExecuteApiEndpoint } = api.settings;
  const snapshot = {
    router: new Router([...api.routes.values()]),
    integrations: new Map(api.integrations),
    cors: cors && Object.keys(cors).length > 0 ? cors : undefined,
    disabled: disableExecuteApiEndpoint === true,
  };
  api.deployments.set(deployment.deploymentId, { facts: deployment, snapshot });
  return deployment;
}

/**
 * Deploys what changed to the stages that want that by themselves; a stage keeps what it serves where it can't be done.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 */
export function autoDeploy(api: HttpApi): void {
  const stages = [...api.stages.values()].filter((stage) => stage.autoDeploy);
  if (stages.length === 0) return;
  let outcome: { deploymentId?: string; lastDeploymentStatusMessage: string };
  try {
    const { deploymentId } = deploy(api, { autoDeployed: true });
    const lastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${deploymentId}'`;
    outcome = { deploymentId, lastDeploymentStatusMessage };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    outcome = { lastDeploymentStatusMessage: `Deployment attempt failed: ${error.message}` };
  }
  for (const stage of stages) api.stages.set(stage.stageName, { ...stage, ...outcome });
  dropSuperseded(api);
}

/** Automatic deployments come with every change; only those that a stage serves are of use. */
function dropSuperseded({ deployments, stages }: HttpApi): void {
  const used = new Set([...stages.values()].map(({ deploymentId }) => deploymentId));
  for (const [id, { facts }] of deployments) {
    if (facts.autoDeployed && !used.has(id)) deployments.delete(id);
  }
}

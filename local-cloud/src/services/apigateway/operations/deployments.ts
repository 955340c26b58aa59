import type { Deployment } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, notFound, unsupported } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, text } from '../patch.ts';
import { takeSnapshot } from '../snapshot.ts';
import { findApi } from '../store.ts';
import type { Api, StoredDeployment } from '../types.ts';
import { checkStageName, newStage, Variables } from './stages.ts';

const CreateInput = z.object({
  restApiId: z.string(),
  stageName: z.string().optional(),
  stageDescription: z.string().optional(),
  description: z.string().optional(),
  variables: Variables.optional(),
  tracingEnabled: z.boolean().optional(),
  cacheClusterEnabled: z.boolean().optional(),
  cacheClusterSize: z.string().optional(),
  canarySettings: z.unknown().optional(),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export function createDeployment(input: unknown, context: OperationContext): Deployment {
  const given = checkInput(CreateInput, input, 'BadRequestException');
  const { stageName, stageDescription, description, variables, ...stageSettings } = given;
  const api = findApi(given.restApiId, context);
  if (given.canarySettings) throw unsupported('canarySettings');
  if (stageName) checkStageName(stageName);
  const deployment: StoredDeployment = {
    ...{ id: lowerId(6), description, createdDate: new Date(), snapshot: takeSnapshot(api) },
  };
  api.deployments.set(deployment.id, deployment);
  if (stageName) {
    const { restApiId: _id, canarySettings: _canary, ...settings } = stageSettings;
    const stage = api.stages.get(stageName);
    // A stage that is there is moved to the deployment; what the deployment does not say of it stays.
    if (stage) {
      Object.assign(stage, defined({ description: stageDescription, variables, ...settings }));
      Object.assign(stage, { deploymentId: deployment.id, lastUpdatedDate: new Date() });
    } else {
      const facts = { description: stageDescription, variables, ...settings };
      api.stages.set(stageName, newStage(stageName, deployment.id, facts));
    }
  }
  return view(deployment, false);
}

const defined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function view({ snapshot, ...deployment }: StoredDeployment, embed: boolean): Deployment {
  return embed ? { ...deployment, apiSummary: snapshot.apiSummary } : deployment;
}

/** @throws AwsError NotFoundException */
export function findDeployment(api: Api, id: string): StoredDeployment {
  const deployment = api.deployments.get(id);
  if (!deployment) throw notFound('Invalid Deployment identifier specified');
  return deployment;
}

interface ById {
  restApiId: string;
  deploymentId: string;
  embed?: string | string[];
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export const getDeployment = (input: ById, context: OperationContext): Deployment =>
  view(
    findDeployment(findApi(input.restApiId, context), input.deploymentId),
    [input.embed].flat().includes('apisummary'),
  );

/** Newest first, as clients take the first for the current one. @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const getDeployments = (input: { restApiId: string }, context: OperationContext): Page<Deployment> =>
  page(
    [...findApi(input.restApiId, context).deployments.values()].reverse().map((each) => view(each, false)),
    input,
  );

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html */
export function updateDeployment(input: ById, context: OperationContext): Deployment {
  const deployment = findDeployment(findApi(input.restApiId, context), input.deploymentId);
  applyPatches<Deployment>(deployment, input, { '/description': text('description') });
  return view(deployment, false);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export function deleteDeployment({ restApiId, deploymentId }: ById, context: OperationContext): void {
  const api = findApi(restApiId, context);
  findDeployment(api, deploymentId);
  if ([...api.stages.values()].some((stage) => stage.deploymentId === deploymentId)) {
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  }
  api.deployments.delete(deploymentId);
}

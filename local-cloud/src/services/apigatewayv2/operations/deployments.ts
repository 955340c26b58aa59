import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { merged, now } from '../settings.ts';
import { deploy } from '../snapshot.ts';
import { findApi, findDeployment, findStage } from '../store.ts';
import type { Deployment } from '../types.ts';

const description = z.string().max(1024).optional();
const CreateInput = z.looseObject({ apiId: z.string(), stageName: z.string().optional(), description });
const UpdateInput = z.looseObject({ apiId: z.string(), deploymentId: z.string(), description });

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#CreateDeployment */
export function createDeployment(input: unknown, context: OperationContext): Deployment {
  const { apiId, stageName, ...given } = checkInput(CreateInput, input, 'BadRequestException');
  const api = findApi(apiId, context);
  const stage = stageName ? findStage(api, stageName) : undefined;
  if (stage?.autoDeploy) {
    throw badRequest(`Deployment cannot be created for stage ${stageName} as AutoDeploy is enabled`);
  }
  const deployment = deploy(api, { description: given.description || undefined });
  if (stage) {
    const { deploymentId } = deployment;
    api.stages.set(stage.stageName, { ...stage, deploymentId, lastUpdatedDate: now() });
  }
  return deployment;
}

interface ById {
  apiId: string;
  deploymentId: string;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#GetDeployment */
export const getDeployment = ({ apiId, deploymentId }: ById, context: OperationContext): Deployment =>
  findDeployment(findApi(apiId, context), deploymentId);

/** Newest first. @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#GetDeployments */
export const getDeployments = (input: { apiId: string }, context: OperationContext): Page<Deployment> =>
  page([...findApi(input.apiId, context).deployments.values()].map(({ facts }) => facts).reverse(), input);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#UpdateDeployment */
export function updateDeployment(input: unknown, context: OperationContext): Deployment {
  const given = checkInput(UpdateInput, input, 'BadRequestException');
  const { deployments } = findApi(given.apiId, context);
  const stored = deployments.get(given.deploymentId);
  const facts = findDeployment(findApi(given.apiId, context), given.deploymentId);
  const changed = merged(facts, { description: given.description });
  if (stored) deployments.set(given.deploymentId, { ...stored, facts: changed });
  return changed;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#DeleteDeployment */
export function deleteDeployment({ apiId, deploymentId }: ById, context: OperationContext): void {
  const api = findApi(apiId, context);
  findDeployment(api, deploymentId);
  if ([...api.stages.values()].some((stage) => stage.deploymentId === deploymentId)) {
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  }
  api.deployments.delete(deploymentId);
}

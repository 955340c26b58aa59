import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { merged, now } from '../settings.ts';
import { deploy } from '../snapshot.ts';
import { findApi, findDeployment, findStage } from '../store.ts';
import type { Deployment, Wire } from '../types.ts';

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#CreateDeployment */
export const createDeployment = modelled<Wire<CreateDeploymentRequest>, Deployment>(
  'CreateDeployment',
  (input, context) => {
    const { apiId, stageName, description } = input;
    const api = findApi(apiId, context);
    const stage = stageName ? findStage(api, stageName) : undefined;
    if (stage?.autoDeploy) {
      throw badRequest(`Deployment cannot be created for stage ${stageName} as AutoDeploy is enabled`);
    }
    const deployment = deploy(api, { description: description || undefined });
    if (stage) {
      const { deploymentId } = deployment;
      api.stages.set(stage.stageName, { ...stage, deploymentId, lastUpdatedDate: now() });
    }
    return deployment;
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#GetDeployment */
export const getDeployment = modelled<Wire<GetDeploymentRequest>, Deployment>(
  'GetDeployment',
  ({ apiId, deploymentId }, context) => findDeployment(findApi(apiId, context), deploymentId),
);

/** Newest first. @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#GetDeployments */
export const getDeployments = modelled<Wire<GetDeploymentsRequest>, TokenPage<Deployment>>(
  'GetDeployments',
  (input, context) =>
    pageByToken(
      [...findApi(input.apiId, context).deployments.values()].map(({ facts }) => facts).reverse(),
      input,
    ),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#UpdateDeployment */
export const updateDeployment = modelled<Wire<UpdateDeploymentRequest>, Deployment>(
  'UpdateDeployment',
  (input, context) => {
    const given = input;
    const { deployments } = findApi(given.apiId, context);
    const stored = deployments.get(given.deploymentId);
    const facts = findDeployment(findApi(given.apiId, context), given.deploymentId);
    const changed = merged(facts, { description: given.description });
    if (stored) deployments.set(given.deploymentId, { ...stored, facts: changed });
    return changed;
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#DeleteDeployment */
export const deleteDeployment = modelled<Wire<DeleteDeploymentRequest>, void>(
  'DeleteDeployment',
  ({ apiId, deploymentId }, context) => {
    const api = findApi(apiId, context);
    findDeployment(api, deploymentId);
    if ([...api.stages.values()].some((stage) => stage.deploymentId === deploymentId)) {
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    }
    api.deployments.delete(deploymentId);
  },
);

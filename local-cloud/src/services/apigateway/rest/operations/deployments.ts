import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  Deployment,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import { badRequest, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { applyPatches, text } from '../patch.ts';
import { takeSnapshot } from '../snapshot.ts';
import { findApi } from '../store.ts';
import type { Api, StoredDeployment } from '../types.ts';
import { checkStageName, checkVariables, newStage } from './stages.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export const createDeployment = modelled<CreateDeploymentRequest, Deployment>(
  'CreateDeployment',
  (input, context) => {
    const { stageName, stageDescription, description, variables } = input;
    const { tracingEnabled, cacheClusterEnabled, cacheClusterSize } = input;
    const api = findApi(input.restApiId, context);
    checkVariables(variables);
    if (stageName) checkStageName(stageName);
    const deployment: StoredDeployment = {
      facts: { id: lowerId(6), description, createdDate: new Date() },
      snapshot: takeSnapshot(api),
    };
    const { id } = deployment.facts;
    api.deployments.set(id, deployment);
    if (stageName) {
      const settings = { variables, tracingEnabled, cacheClusterEnabled, cacheClusterSize };
      const stage = api.stages.get(stageName);
      // A stage that is there is moved to the deployment; what the deployment does not say of it stays.
      if (stage) {
        Object.assign(stage, defined({ description: stageDescription, ...settings }));
        Object.assign(stage, { deploymentId: id, lastUpdatedDate: new Date() });
      } else {
        const facts = { description: stageDescription, ...settings };
        api.stages.set(stageName, newStage(stageName, id, facts));
      }
    }
    return view(deployment, false);
  },
);

const defined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function view({ facts, snapshot }: StoredDeployment, embed: boolean): Deployment {
  return embed ? { ...facts, apiSummary: snapshot.apiSummary } : facts;
}

/** @throws AwsError NotFoundException */
export function findDeployment(api: Api, id: string): StoredDeployment {
  const deployment = api.deployments.get(id);
  if (!deployment) throw notFound('Invalid Deployment identifier specified');
  return deployment;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export const getDeployment = modelled<GetDeploymentRequest, Deployment>('GetDeployment', (input, context) =>
  view(
    findDeployment(findApi(input.restApiId, context), input.deploymentId),
    input.embed?.includes('apisummary') ?? false,
  ),
);

/** Newest first, as clients take the first for the current one. @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const getDeployments = modelled<GetDeploymentsRequest, PositionPage<Deployment>>(
  'GetDeployments',
  (input, context) =>
    pageByPosition(
      [...findApi(input.restApiId, context).deployments.values()].reverse().map((each) => view(each, false)),
      input,
    ),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html */
export const updateDeployment = modelled<UpdateDeploymentRequest, Deployment>(
  'UpdateDeployment',
  (input, context) => {
    const deployment = findDeployment(findApi(input.restApiId, context), input.deploymentId);
    applyPatches<Deployment>(deployment.facts, input, { '/description': text('description') });
    return view(deployment, false);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export const deleteDeployment = modelled<DeleteDeploymentRequest, void>(
  'DeleteDeployment',
  ({ restApiId, deploymentId }, context) => {
    const api = findApi(restApiId, context);
    findDeployment(api, deploymentId);
    if ([...api.stages.values()].some((stage) => stage.deploymentId === deploymentId)) {
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    }
    api.deployments.delete(deploymentId);
  },
);

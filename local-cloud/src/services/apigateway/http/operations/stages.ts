import type {
  CreateStageRequest,
  DeleteAccessLogSettingsRequest,
  DeleteRouteSettingsRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict, notFound } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { merged, now } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, findDeployment, findStage } from '../store.ts';
import type { HttpApi, Stage, Wire } from '../types.ts';

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#CreateStage */
export const createStage = modelled<Wire<CreateStageRequest>, Stage>('CreateStage', (input, context) => {
  const { apiId, stageName, tags } = input;
  const api = findApi(apiId, context);
  if (!/^(\$default|[a-zA-Z0-9_-]{1,128})$/.test(stageName)) {
    throw badRequest(
      'Stage names can contain only alphanumeric characters, hyphens, and underscores, or be $default.',
    );
  }
  if (api.stages.has(stageName)) throw conflict('Stage already exists');
  const time = now();
  const fresh: Stage = {
    ...{ stageName, autoDeploy: false, createdDate: time, lastUpdatedDate: time, tags: tags ?? {} },
    ...{ defaultRouteSettings: { detailedMetricsEnabled: false }, routeSettings: {}, stageVariables: {} },
  };
  return put(api, fresh, settingsOf(input));
});

/** What both ways of setting up a stage say of it. */
const settingsOf = (input: Omit<Wire<UpdateStageRequest>, 'apiId' | 'stageName'>): Partial<Stage> => ({
  accessLogSettings: input.accessLogSettings,
  autoDeploy: input.autoDeploy,
  clientCertificateId: input.clientCertificateId,
  defaultRouteSettings: input.defaultRouteSettings,
  deploymentId: input.deploymentId,
  description: input.description,
  routeSettings: input.routeSettings,
  stageVariables: input.stageVariables,
});

/** A stage that deploys by itself takes what there is at once. */
function put(api: HttpApi, stage: Stage, given: Partial<Stage>): Stage {
  const automatic = given.autoDeploy ?? stage.autoDeploy;
  if (given.deploymentId !== undefined) {
    if (automatic) {
      throw badRequest(`Deployment ID cannot be set on stage ${stage.stageName} as AutoDeploy is enabled`);
    }
    findDeployment(api, given.deploymentId);
  }
  const stageVariables = merged(stage.stageVariables ?? {}, given.stageVariables ?? {});
  const routeSettings = merged(stage.routeSettings ?? {}, given.routeSettings ?? {});
  const changed = merged(stage, { ...given, stageVariables, routeSettings, lastUpdatedDate: now() });
  api.stages.set(stage.stageName, changed);
  if (automatic && (!stage.autoDeploy || stage.deploymentId === undefined)) autoDeploy(api);
  return findStage(api, stage.stageName);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#GetStage */
export const getStage = modelled<Wire<GetStageRequest>, Stage>('GetStage', ({ apiId, stageName }, context) =>
  findStage(findApi(apiId, context), stageName),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#GetStages */
export const getStages = modelled<Wire<GetStagesRequest>, TokenPage<Stage>>('GetStages', (input, context) =>
  pageByToken(findApi(input.apiId, context).stages.values(), input),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#UpdateStage */
export const updateStage = modelled<Wire<UpdateStageRequest>, Stage>('UpdateStage', (input, context) => {
  const api = findApi(input.apiId, context);
  return put(api, findStage(api, input.stageName), settingsOf(input));
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#DeleteStage */
export const deleteStage = modelled<Wire<DeleteStageRequest>, void>(
  'DeleteStage',
  ({ apiId, stageName }, context) => {
    const api = findApi(apiId, context);
    findStage(api, stageName);
    api.stages.delete(stageName);
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-accesslogsettings.html */
export const deleteAccessLogSettings = modelled<Wire<DeleteAccessLogSettingsRequest>, void>(
  'DeleteAccessLogSettings',
  ({ apiId, stageName }, context) => {
    const api = findApi(apiId, context);
    const { accessLogSettings: _gone, ...stage } = findStage(api, stageName);
    api.stages.set(stageName, stage);
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html */
export const deleteRouteSettings = modelled<Wire<DeleteRouteSettingsRequest>, void>(
  'DeleteRouteSettings',
  ({ apiId, stageName, routeKey }, context) => {
    const api = findApi(apiId, context);
    const stage = findStage(api, stageName);
    const settings = Object.entries(stage.routeSettings ?? {});
    const rest = settings.filter(([key]) => key !== routeKey);
    if (rest.length === settings.length) throw notFound(`Invalid route key specified ${routeKey}`);
    api.stages.set(stageName, { ...stage, routeSettings: Object.fromEntries(rest) });
  },
);

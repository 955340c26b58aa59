import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { merged, now, StringMap, Tags } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, findDeployment, findStage } from '../store.ts';
import type { HttpApi, Stage } from '../types.ts';

const RouteSettings = z.object({
  dataTraceEnabled: z.boolean().optional(),
  detailedMetricsEnabled: z.boolean().optional(),
  loggingLevel: z.enum(['ERROR', 'INFO', 'OFF']).optional(),
  throttlingBurstLimit: z.number().int().optional(),
  throttlingRateLimit: z.number().optional(),
});

const members = {
  accessLogSettings: z
    .object({ destinationArn: z.string().optional(), format: z.string().optional() })
    .optional(),
  autoDeploy: z.boolean().optional(),
  clientCertificateId: z.string().optional(),
  defaultRouteSettings: RouteSettings.optional(),
  deploymentId: z.string().optional(),
  description: z.string().max(1024).optional(),
  routeSettings: z.record(z.string(), RouteSettings).optional(),
  stageVariables: StringMap.optional(),
};
const UpdateInput = z.object({ apiId: z.string(), stageName: z.string(), ...members });
const CreateInput = UpdateInput.extend({ tags: Tags.optional() });

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#CreateStage */
export function createStage(input: unknown, context: OperationContext): Stage {
  const { apiId, tags, ...given } = checkInput(CreateInput, input, 'BadRequestException');
  const api = findApi(apiId, context);
  const { stageName } = given;
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
  return put(api, fresh, given);
}

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

interface ByName {
  apiId: string;
  stageName: string;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#GetStage */
export const getStage = ({ apiId, stageName }: ByName, context: OperationContext): Stage =>
  findStage(findApi(apiId, context), stageName);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#GetStages */
export const getStages = (input: { apiId: string }, context: OperationContext): Page<Stage> =>
  page(findApi(input.apiId, context).stages.values(), input);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#UpdateStage */
export function updateStage(input: unknown, context: OperationContext): Stage {
  const { apiId, ...given } = checkInput(UpdateInput, input, 'BadRequestException');
  const api = findApi(apiId, context);
  return put(api, findStage(api, given.stageName), given);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#DeleteStage */
export function deleteStage({ apiId, stageName }: ByName, context: OperationContext): void {
  const api = findApi(apiId, context);
  findStage(api, stageName);
  api.stages.delete(stageName);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-accesslogsettings.html */
export function deleteAccessLogSettings({ apiId, stageName }: ByName, context: OperationContext): void {
  const api = findApi(apiId, context);
  const { accessLogSettings: _gone, ...stage } = findStage(api, stageName);
  api.stages.set(stageName, stage);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html */
export function deleteRouteSettings(
  { apiId, stageName, routeKey }: ByName & { routeKey: string },
  context: OperationContext,
): void {
  const api = findApi(apiId, context);
  const stage = findStage(api, stageName);
  const settings = Object.entries(stage.routeSettings ?? {});
  const rest = settings.filter(([key]) => key !== routeKey);
  if (rest.length === settings.length) throw notFound(`Invalid route key specified ${routeKey}`);
  api.stages.set(stageName, { ...stage, routeSettings: Object.fromEntries(rest) });
}

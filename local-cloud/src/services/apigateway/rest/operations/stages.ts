import type {
  CreateStageRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  MethodSetting,
  Stage,
  UpdateStageRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../shared/errors.ts';
import { modelled } from '../input.ts';
import { applyPatches, entry, flag, type PatchRule, type PatchRules, text } from '../patch.ts';
import { findApi, findStage } from '../store.ts';
import type { StoredStage } from '../types.ts';

/** @throws AwsError BadRequestException */
export function checkStageName(name: string): void {
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) {
    throw badRequest('Stage name only allows a-zA-Z0-9_-');
  }
}

/** @throws AwsError BadRequestException */
export function checkVariables(variables: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(variables)) {
    if (/^[A-Za-z0-9_]+$/.test(name) && /^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) continue;
    throw badRequest(
      `Stage variable ${name} is invalid: names allow A-Za-z0-9_, values A-Za-z0-9-._~:/?#&=,`,
    );
  }
}

/** A stage with everything that API Gateway tells of one. */
export function newStage(stageName: string, deploymentId: string, facts: object): StoredStage {
  const now = new Date();
  return {
    ...{ cacheClusterEnabled: false, tracingEnabled: false, methodSettings: {} },
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    ...{
      cacheClusterStatus: 'NOT_AVAILABLE',
      stageName,
      deploymentId,
      createdDate: now,
      lastUpdatedDate: now,
    },
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const createStage = modelled<CreateStageRequest, Stage>('CreateStage', (input, context) => {
  const { restApiId, stageName, deploymentId, description, variables, tracingEnabled, tags } = input;
  const { cacheClusterEnabled, cacheClusterSize, documentationVersion } = input;
  const api = findApi(restApiId, context);
  checkStageName(stageName);
  checkVariables(variables);
  if (api.stages.has(stageName)) throw conflict('Stage already exists');
  if (!api.deployments.has(deploymentId)) throw badRequest('Deployment id does not exist');
  const stage = newStage(stageName, deploymentId, {
    ...{ description, variables, tracingEnabled, tags, cacheClusterEnabled, cacheClusterSize },
    documentationVersion,
  });
  api.stages.set(stageName, stage);
  return stage;
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const getStage = modelled<GetStageRequest, Stage>('GetStage', ({ restApiId, stageName }, context) =>
  findStage(findApi(restApiId, context), stageName),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export const getStages = modelled<GetStagesRequest, { item: Stage[] }>(
  'GetStages',
  ({ restApiId, deploymentId }, context) => {
    const stages = [...findApi(restApiId, context).stages.values()];
    return { item: stages.filter((stage) => !deploymentId || stage.deploymentId === deploymentId) };
  },
);

type Convert = (value: string) => unknown;
const isTrue: Convert = (value) => value === 'true';

/** The settings of methods by their place in a patch path, and what their values are. */
const METHOD_SETTINGS: Readonly<Record<string, [keyof MethodSetting, Convert]>> = {
  'metrics/enabled': ['metricsEnabled', isTrue],
  'logging/loglevel': ['loggingLevel', String],
  'logging/dataTrace': ['dataTraceEnabled', isTrue],
  'throttling/burstLimit': ['throttlingBurstLimit', Number],
  'throttling/rateLimit': ['throttlingRateLimit', Number],
  'caching/enabled': ['cachingEnabled', isTrue],
  'caching/ttlInSeconds': ['cacheTtlInSeconds', Number],
  'caching/dataEncrypted': ['cacheDataEncrypted', isTrue],
  'caching/requireAuthorizationForCacheControl': ['requireAuthorizationForCacheControl', isTrue],
  'caching/unauthorizedCacheControlHeaderStrategy': ['unauthorizedCacheControlHeaderStrategy', String],
};

const methodSetting: PatchRule<StoredStage> = (stage, { names, value }) => {
  const [path, method, group, name] = names;
  const [field, convert] = METHOD_SETTINGS[`${group}/${name}`] ?? [];
  if (!field || !convert) throw badRequest(`Invalid method setting path: /${names.join('/')}`);
  const key = `${path}/${method}`;
  const setting = {
    ...stage.methodSettings?.[key],
    [field]: value === undefined ? undefined : convert(value),
  };
  stage.methodSettings = { ...stage.methodSettings, [key]: setting };
};

/** All settings of a method, or of all methods, go at once. */
const withoutMethodSetting: PatchRule<StoredStage> = (stage, { op, names }) => {
  if (op !== 'remove') throw badRequest(`Invalid method setting path: /${names.join('/')}`);
  const key = names.join('/');
  stage.methodSettings = Object.fromEntries(
    Object.entries(stage.methodSettings ?? {}).filter(([name]) => name !== key),
  );
};

const accessLogSetting =
  (field: 'destinationArn' | 'format'): PatchRule<StoredStage> =>
  (stage, { value }) => {
    stage.accessLogSettings = { ...stage.accessLogSettings, [field]: value };
  };

const PATCHES: PatchRules<StoredStage> = {
  '/deploymentId': (stage, { value }) => {
    stage.deploymentId = value ?? '';
  },
  '/description': text('description'),
  '/variables/*': entry('variables'),
  '/tracingEnabled': flag('tracingEnabled'),
  '/cacheClusterEnabled': flag('cacheClusterEnabled'),
  '/documentationVersion': text('documentationVersion'),
  '/clientCertificateId': text('clientCertificateId'),
  '/accessLogSettings/destinationArn': accessLogSetting('destinationArn'),
  '/accessLogSettings/format': accessLogSetting('format'),
  '/accessLogSettings': (stage) => {
    stage.accessLogSettings = undefined;
  },
  '/*/*/*/*': methodSetting,
  '/*/*': withoutMethodSetting,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export const updateStage = modelled<UpdateStageRequest, Stage>('UpdateStage', (input, context) => {
  const api = findApi(input.restApiId, context);
  const stage = findStage(api, input.stageName);
  const changed = { ...stage };
  applyPatches(changed, input, PATCHES);
  if (!api.deployments.has(changed.deploymentId)) throw badRequest('Deployment id does not exist');
  return Object.assign(stage, changed, { lastUpdatedDate: new Date() });
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export const deleteStage = modelled<DeleteStageRequest, void>(
  'DeleteStage',
  ({ restApiId, stageName }, context) => {
    const api = findApi(restApiId, context);
    findStage(api, stageName);
    api.stages.delete(stageName);
  },
);

import type { MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, conflict, unsupported } from '../errors.ts';
import { applyPatches, entry, flag, type PatchRule, type PatchRules, text } from '../patch.ts';
import { findApi, findStage } from '../store.ts';
import type { StoredStage } from '../types.ts';
import { Tags } from './rest-apis.ts';

export const Variables = z.record(
  z.string().regex(/^[A-Za-z0-9_]+$/),
  z.string().regex(/^[A-Za-z0-9\-._~:/?#&=,]*$/),
);

const CreateInput = z.object({
  restApiId: z.string(),
  stageName: z.string(),
  deploymentId: z.string(),
  description: z.string().optional(),
  variables: Variables.optional(),
  tracingEnabled: z.boolean().optional(),
  cacheClusterEnabled: z.boolean().optional(),
  cacheClusterSize: z.string().optional(),
  documentationVersion: z.string().optional(),
  canarySettings: z.unknown().optional(),
  tags: Tags.optional(),
});

/** @throws AwsError BadRequestException */
export function checkStageName(name: string): void {
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) {
    throw badRequest('Stage name only allows a-zA-Z0-9_-');
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
export function createStage(input: unknown, context: OperationContext): Stage {
  const { restApiId, stageName, deploymentId, canarySettings, ...facts } = checkInput(
    CreateInput,
    input,
    'BadRequestException',
  );
  const api = findApi(restApiId, context);
  checkStageName(stageName);
  if (canarySettings) throw unsupported('canarySettings');
  if (api.stages.has(stageName)) throw conflict('Stage already exists');
  if (!api.deployments.has(deploymentId)) throw badRequest('Deployment id does not exist');
  const stage = newStage(stageName, deploymentId, facts);
  api.stages.set(stageName, stage);
  return stage;
}

interface ByName {
  restApiId: string;
  stageName: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const getStage = ({ restApiId, stageName }: ByName, context: OperationContext): Stage =>
  findStage(findApi(restApiId, context), stageName);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export function getStages(
  { restApiId, deploymentId }: { restApiId: string; deploymentId?: string },
  context: OperationContext,
): { item: Stage[] } {
  const stages = [...findApi(restApiId, context).stages.values()];
  return { item: stages.filter((stage) => !deploymentId || stage.deploymentId === deploymentId) };
}

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
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export function updateStage(input: ByName, context: OperationContext): Stage {
  const api = findApi(input.restApiId, context);
  const stage = findStage(api, input.stageName);
  const changed = { ...stage };
  applyPatches(changed, input, PATCHES);
  if (!api.deployments.has(changed.deploymentId)) throw badRequest('Deployment id does not exist');
  return Object.assign(stage, changed, { lastUpdatedDate: new Date() });
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export function deleteStage({ restApiId, stageName }: ByName, context: OperationContext): void {
  const api = findApi(restApiId, context);
  findStage(api, stageName);
  api.stages.delete(stageName);
}

import type { Model } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { modelNameOf, referencesOf } from '../model-reference.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, text } from '../patch.ts';
import { findApi } from '../store.ts';
import type { Api } from '../types.ts';

const CreateInput = z.object({
  restApiId: z.string(),
  name: z.string().regex(/^[A-Za-z0-9]+$/),
  contentType: z.string().min(1),
  description: z.string().optional(),
  schema: z.string().default('{}'),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export function createModel(input: unknown, context: OperationContext): Model {
  const { restApiId, ...given } = checkInput(CreateInput, input, 'BadRequestException');
  const api = findApi(restApiId, context);
  const { models } = api;
  if (models.has(given.name)) throw conflict('Model name already exists for this REST API');
  checkSchema(given.schema, given.name, api);
  const model: Model = { id: lowerId(6), ...given };
  models.set(given.name, model);
  return model;
}

/** @throws AwsError BadRequestException for what is no JSON, or refers to anything but itself and models that exist */
function checkSchema(text: string, ownName: string, api: Api): void {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw badRequest(`Invalid model schema specified: ${detail}`);
  }
  const exists = (reference: string): boolean => {
    const model = modelNameOf(reference);
    return model?.restApiId === api.id && (model.name === ownName || api.models.has(model.name));
  };
  if (!referencesOf(schema).every((reference) => reference.startsWith('#') || exists(reference))) {
    throw badRequest(
      'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified, Model reference must be in canonical form]',
    );
  }
}

interface ByName {
  restApiId: string;
  modelName: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export function getModel({ restApiId, modelName }: ByName, context: OperationContext): Model {
  const model = findApi(restApiId, context).models.get(modelName);
  if (!model) throw notFound(`Invalid model name specified: ${modelName}`);
  return model;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const getModels = (input: { restApiId: string }, context: OperationContext): Page<Model> =>
  page(findApi(input.restApiId, context).models.values(), input);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export function updateModel(input: ByName, context: OperationContext): Model {
  const model = getModel(input, context);
  const changed = { ...model };
  applyPatches<Model>(changed, input, { '/description': text('description'), '/schema': text('schema') });
  checkSchema(changed.schema ?? '', input.modelName, findApi(input.restApiId, context));
  return Object.assign(model, changed);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export function deleteModel(input: ByName, context: OperationContext): void {
  getModel(input, context);
  findApi(input.restApiId, context).models.delete(input.modelName);
}

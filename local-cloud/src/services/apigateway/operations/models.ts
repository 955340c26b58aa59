import type {
  CreateModelRequest,
  DeleteModelRequest,
  GetModelRequest,
  GetModelsRequest,
  Model,
  UpdateModelRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../core/ids.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { modelled } from '../input.ts';
import { modelNameOf, referencesOf } from '../model-reference.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, text } from '../patch.ts';
import { findApi } from '../store.ts';
import type { Api } from '../types.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const createModel = modelled<CreateModelRequest, Model>('CreateModel', (input, context) => {
  const { restApiId, name, contentType, description, schema = '{}' } = input;
  const api = findApi(restApiId, context);
  const { models } = api;
  if (!/^[A-Za-z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
  if (models.has(name)) throw conflict('Model name already exists for this REST API');
  checkSchema(schema, name, api);
  const model: Model = { id: lowerId(6), name, contentType, description, schema };
  models.set(name, model);
  return model;
});

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

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const getModel = modelled<GetModelRequest, Model>('GetModel', ({ restApiId, modelName }, context) => {
  const model = findApi(restApiId, context).models.get(modelName);
  if (!model) throw notFound(`Invalid model name specified: ${modelName}`);
  return model;
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const getModels = modelled<GetModelsRequest, Page<Model>>('GetModels', (input, context) =>
  page(findApi(input.restApiId, context).models.values(), input),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export const updateModel = modelled<UpdateModelRequest, Model>('UpdateModel', (input, context) => {
  const model = getModel(input, context);
  const changed = { ...model };
  applyPatches<Model>(changed, input, { '/description': text('description'), '/schema': text('schema') });
  checkSchema(changed.schema ?? '', input.modelName, findApi(input.restApiId, context));
  return Object.assign(model, changed);
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const deleteModel = modelled<DeleteModelRequest, void>('DeleteModel', (input, context) => {
  getModel(input, context);
  findApi(input.restApiId, context).models.delete(input.modelName);
});

import type {
  CreateModelRequest,
  DeleteModelRequest,
  GetModelRequest,
  GetModelsRequest,
  Model,
  UpdateModelRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import { badRequest, conflict, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { modelNameOf, referencesOf } from '../model-reference.ts';
import { applyPatches, text } from '../patch.ts';
import { findApi } from '../store.ts';
import type { Api } from '../types.ts';

/** The two models that every API is made with. */
export function defaultModels(): Map<string, Model> {
  const of = (name: string, more: object): Model => ({
    ...{ id: lowerId(6), name, contentType: 'application/json' },
    description: `This is a default ${name.toLowerCase()} schema model`,
    schema: JSON.stringify(
      {
        $schema: 'http://json-schema.org/draft-04/schema#',
        title: `${name} Schema`,
        type: 'object',
        ...more,
      },
      undefined,
      2,
    ),
  });
  const error = of('Error', { properties: { message: { type: 'string' } } });
  return new Map([
    ['Error', error],
    ['Empty', of('Empty', {})],
  ]);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const createModel = modelled<CreateModelRequest, Model>('CreateModel', (input, context) => {
  const { restApiId, name, contentType, description, schema = '' } = input;
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
  if (text === '') throw badRequest('Model schema must have at least 1 property or array items defined');
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
  const missing = `Invalid model name specified: ${modelName}`;
  const model = findApi(restApiId, context, missing).models.get(modelName);
  if (!model) throw notFound(missing);
  return model;
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const getModels = modelled<GetModelsRequest, PositionPage<Model>>('GetModels', (input, context) =>
  pageByPosition(findApi(input.restApiId, context).models.values(), input),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export const updateModel = modelled<UpdateModelRequest, Model>('UpdateModel', (input, context) => {
  const model = getModel(input, context);
  const changed = { ...model };
  const rules = { '/description': text<Model>('description'), '/schema': text<Model>('schema') };
  applyPatches<Model>(changed, input, rules, (path, op) =>
    op === 'replace'
      ? `Invalid patch path  '${path}' specified for op 'replace'. Must be one of: [/description, /schema]`
      : `Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`,
  );
  checkSchema(changed.schema ?? '', input.modelName, findApi(input.restApiId, context));
  return Object.assign(model, changed);
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const deleteModel = modelled<DeleteModelRequest, void>('DeleteModel', (input, context) => {
  getModel(input, context);
  const { models, resources } = findApi(input.restApiId, context);
  for (const { path, methods } of resources.values()) {
    for (const { httpMethod, requestModels = {} } of methods.values()) {
      if (!Object.values(requestModels).includes(input.modelName)) continue;
      throw conflict(
        `Cannot delete model '${input.modelName}', is referenced in method request: ${path}/${httpMethod}`,
      );
    }
  }
  models.delete(input.modelName);
});

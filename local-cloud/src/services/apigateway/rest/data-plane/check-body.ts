import type { Model } from '@aws-sdk/client-api-gateway';
import { modelNameOf } from '../model-reference.ts';
import { GatewayFailure, type MethodExchange } from './exchange.ts';

type Validate = (body: unknown) => boolean;

/** Schemas are compiled once a model; a deployment's models never change, and go with it. */
const compiled = new WeakMap<Model, Validate>();

/**
 * Holds a body against the model its content type has, where the method's validator looks at bodies. Only JSON models can
 * be held against something; a type without a model passes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 * @throws GatewayFailure BAD_REQUEST_BODY
 */
export async function checkBody({ method, request, snapshot, http }: MethodExchange): Promise<void> {
  const validator = snapshot.requestValidators.get(method.requestValidatorId ?? '');
  if (!validator?.validateRequestBody || !method.requestModels) return;
  const contentType = (request.header('content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
  const name = method.requestModels[contentType] ?? method.requestModels.$default;
  const model = snapshot.models.get(name ?? '');
  if (!model) return;
  const validate = compiled.get(model) ?? (await compile(model, snapshot.models));
  if (!validate(parsed(http.body))) throw new GatewayFailure('BAD_REQUEST_BODY', 'Invalid request body');
}

/**
 * Models are JSON Schema draft 4, and may refer to each other by their AWS URLs, in circles too. The validator is loaded
 * here only, because few APIs have models.
 */
async function compile(model: Model, models: ReadonlyMap<string, Model>): Promise<Validate> {
  const { default: Ajv } = await import('ajv-draft-04');
  const loadSchema = async (url: string) => schemaOf(models.get(modelNameOf(url)?.name ?? ''));
  const ajv = new Ajv.default({ strict: false, validateFormats: false, loadSchema });
  const validate = await ajv.compileAsync(schemaOf(model));
  compiled.set(model, validate);
  return validate;
}

/** Without its `id`: generators give all models the same one, and none is referred to by it. */
function schemaOf(model: Model | undefined): Record<string, unknown> {
  const { id: _, ...schema } = JSON.parse(model?.schema ?? '{}') as Record<string, unknown>;
  return schema;
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new GatewayFailure('BAD_REQUEST_BODY', 'Invalid request body');
  }
}

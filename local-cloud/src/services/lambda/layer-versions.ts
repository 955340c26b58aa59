import { arn, parseArn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import { accessDenied, invalidParameter, noSuchResource } from './errors.ts';
import { lambdaStore } from './store.ts';
import type { LayerVersion, Scope } from './types.ts';

const MAX_LAYERS = 5;
const LAYER_VERSION_ARN = /^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:([a-zA-Z0-9-_]+):(\d+)$/;

export const layerArn = (scope: Scope, name: string): string => arn('lambda', scope, `layer:${name}`);

/** A layer's name in what a client may call it by: its name or its ARN. @throws AwsError ValidationException */
export function layerName(text: string): string {
  const name = parseArn(text)?.resource.split(':')[1] ?? text;
  if (/^[a-zA-Z0-9-_]{1,140}$/.test(name)) return name;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${text}' at 'layerName' failed to satisfy constraint: Member must satisfy ` +
      'regular expression pattern: (arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+',
  );
}

/** @throws AwsError ResourceNotFoundException, InvalidParameterValueException */
export function findLayerVersion(name: string, version: number, scope: Scope): LayerVersion {
  if (version < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  const found = lambdaStore(scope).layers.get(layerName(name))?.versions.get(version);
  if (!found) throw noSuchResource();
  return found;
}

/** @throws AwsError ValidationException for text that is no layer version's ARN */
export function parseLayerVersionArn(text: string): { name: string; version: number } {
  const [, name, version] = LAYER_VERSION_ARN.exec(text) ?? [];
  if (name && version) return { name, version: Number(version) };
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${text}' at 'arn' failed to satisfy constraint: Member must satisfy regular ` +
      'expression pattern: arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+',
  );
}

/** The layer versions a function names. @throws AwsError InvalidParameterValueException, AccessDeniedException */
export function resolveLayers(arns: readonly string[], scope: Scope): LayerVersion[] {
  if (arns.length > MAX_LAYERS) throw invalidParameter('Cannot reference more than 5 layers.');
  const byLayer = new Map<string, string>();
  return arns.map((text) => {
    const { name, version } = parseLayerVersionArn(text);
    const { region, accountId } = parseArn(text) ?? { region: '', accountId: '' };
    if (accountId !== scope.accountId) throw notAuthorized(text, scope);
    if (region !== scope.region) {
      throw invalidParameter(
        `Layers are not in the same region as the function. Layers are expected to be in region ${scope.region}.`,
      );
    }
    const found = lambdaStore(scope).layers.get(name)?.versions.get(version);
    if (!found) throw invalidParameter(`Layer version ${text} does not exist.`);
    const other = byLayer.get(name);
    if (other !== undefined) {
      throw invalidParameter(
        'Two different versions of the same layer are not allowed to be referenced in the same function. ' +
          `${other} and ${text} are versions of the same layer.`,
      );
    }
    byLayer.set(name, text);
    return found;
  });
}

function notAuthorized(layer: string, { accountId }: Scope): AwsError {
  return accessDenied(
    `User: arn:aws:iam::${accountId}:root is not authorized to perform: lambda:GetLayerVersion on resource: ${layer} ` +
      'because no resource-based policy allows the lambda:GetLayerVersion action',
  );
}

/** `https://apigateway.amazonaws.com/restapis/API/models/NAME`, with or without a region; in China `.com.cn`. */
const CANONICAL =
  /^https:\/\/apigateway(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/restapis\/([a-z0-9]+)\/models\/([A-Za-z0-9]+)(?:#.*)?$/;

/**
 * The model that a `$ref` names by its AWS URL, or undefined for any other reference.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export function modelNameOf(reference: string): { restApiId: string; name: string } | undefined {
  const [, restApiId, name] = CANONICAL.exec(reference) ?? [];
  return restApiId && name ? { restApiId, name } : undefined;
}

/** Every `$ref` of a schema, wherever it is. */
export function referencesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesOf(value),
  );
}

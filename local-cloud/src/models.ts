import { readFileSync } from 'node:fs';
import type { ServiceModel } from './protocols/shapes/model.ts';
import type { ResourceSchema } from './resources/schema.ts';

/** AWS's model of a service, which is read when it is first asked for: most runs need few services. */
export function lazyModel(name: string): () => ServiceModel {
  let model: ServiceModel | undefined;
  return () => {
    model ??= read(`../models/${name}.json`) as ServiceModel;
    return model;
  };
}

const schemas = new Map<string, ResourceSchema>();

/**
 * CloudFormation's schema of a resource type, read likewise: most templates have few types.
 *
 * @param type one whose schema AWS publishes: `AWS::Lambda::Url`
 */
export function resourceSchema(type: string): ResourceSchema {
  let schema = schemas.get(type);
  if (!schema) {
    schema = read(`../resources/${schemaFile(type)}`) as ResourceSchema;
    schemas.set(type, schema);
  }
  return schema;
}

/** As AWS calls the files: `aws-lambda-url.json`. */
export const schemaFile = (type: string): string => `${type.toLowerCase().replaceAll('::', '-')}.json`;

/** From src/ and from dist/ it is the same way. */
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

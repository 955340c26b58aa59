import type { OpenApiDocument, OpenApiOperation } from 'common/openapi';

/** Of the format that Postman, Insomnia, Bruno and Newman read. */
const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

interface KeyValue {
  key: string;
  value: string;
  description?: string;
  disabled?: boolean;
}

export interface PostmanRequest {
  name: string;
  request: {
    method: string;
    header: KeyValue[];
    url: { raw: string; host: string[]; path: string[]; query?: KeyValue[]; variable?: KeyValue[] };
    body?: { mode: 'raw'; raw: string; options: { raw: { language: 'json' } } };
  };
  response: [];
}

export interface PostmanCollection {
  info: { name: string; schema: string };
  item: { name: string; description: string; item: PostmanRequest[] }[];
  variable: KeyValue[];
}

/** A described API, and the URL under which it answers, without a slash at its end. */
export interface Api {
  document: OpenApiDocument;
  url: string;
}

/** A Postman collection with a folder for each API; the URL of an API is the variable of its name. */
export function postmanCollection(name: string, apis: Api[]): PostmanCollection {
  return {
    info: { name, schema: SCHEMA },
    item: apis.map(({ document: { info, paths } }) => ({
      name: info.title,
      description: info.description,
      item: Object.entries(paths).flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, operation]) =>
          toRequest(info.title, method, path, operation),
        ),
      ),
    })),
    variable: apis.map(({ document, url }) => ({ key: document.info.title, value: url })),
  };
}

function toRequest(api: string, method: string, path: string, operation: OpenApiOperation): PostmanRequest {
  const host = `{{${api}}}`;
  // `{id}` is `:id` to Postman, and its value a variable of the path.
  const segments = path
    .slice(1)
    .split('/')
    .map((segment) => segment.replace(/^\{(.+)\}$/, ':$1'));
  const query = parameters(operation, 'query', true);
  const variable = parameters(operation, 'path', false);
  const body = operation.requestBody?.content['application/json']?.schema;
  return {
    name: operation.summary,
    request: {
      method: method.toUpperCase(),
      header: [
        ...(body ? [{ key: 'Content-Type', value: 'application/json' }] : []),
        ...parameters(operation, 'header', true),
      ],
      url: {
        raw: `${host}/${segments.join('/')}`,
        host: [host],
        path: segments,
        ...(query.length > 0 && { query }),
        ...(variable.length > 0 && { variable }),
      },
      ...(body && { body: jsonBody(body) }),
    },
    response: [],
  };
}

/** Optional parameters are there to be switched on. */
function parameters(operation: OpenApiOperation, place: string, disabled: boolean): KeyValue[] {
  return (operation.parameters ?? [])
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema }) => ({
      key: name,
      value: String(firstExample(schema) ?? schema.default ?? ''),
      ...(disabled && { disabled }),
    }));
}

function jsonBody(schema: Record<string, unknown>) {
  const raw = JSON.stringify(firstExample(schema) ?? {}, null, 2);
  return { mode: 'raw', raw, options: { raw: { language: 'json' } } } as const;
}

function firstExample({ examples }: Record<string, unknown>): unknown {
  return Array.isArray(examples) ? examples[0] : undefined;
}

import * as z from 'zod/mini';

export type Schema = z.core.$ZodType;
type JsonSchema = Record<string, unknown>;
type Method = 'get' | 'post' | 'put' | 'delete';

/** One operation, in the schemas that validate it. */
export interface Operation {
  summary: string;
  path?: Record<string, Schema>;
  query?: z.core.$ZodObject;
  headers?: Record<string, Schema>;
  body?: Schema;
  /** By status. */
  answers: Record<number, AnswerDescription>;
}

export interface AnswerDescription {
  description: string;
  schema?: Schema;
  /** Header → what it says. */
  headers?: Record<string, string>;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, OpenApiOperation>>;
}

export interface OpenApiOperation {
  summary: string;
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: JsonSchema }[];
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, OpenApiAnswer>;
}

export interface OpenApiAnswer {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Record<string, { schema: JsonSchema }>;
}

/** What every error of these APIs looks like. `details` are its further members. */
export function errorSchema(details: Record<string, Schema> = {}): Schema {
  const members = { message: z.string(), requestId: z.optional(z.string()), ...details };
  return z.strictObject({ ERROR: z.strictObject(members) });
}

/** Answers that any operation may give: the fault is the database's, or ours. */
export const FAULTS: Record<number, AnswerDescription> = {
  500: { description: 'The fault is ours; the log has the request id', schema: errorSchema() },
  503: {
    description: 'The database is busy',
    schema: errorSchema(),
    headers: { 'Retry-After': 'Seconds after which to try again' },
  },
};

/**
 * An OpenAPI 3.1 description, whose schemas are JSON Schema 2020-12 as they stand: https://spec.openapis.org/oas/v3.1.0
 */
export function openApiDocument(
  info: OpenApiDocument['info'],
  paths: Record<string, Partial<Record<Method, Operation>>>,
): OpenApiDocument {
  const described = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, describe(method, path, operation)]),
    ),
  ]);
  return { openapi: '3.1.0', info, paths: Object.fromEntries(described) };
}

function describe(method: string, path: string, operation: Operation): OpenApiOperation {
  const { summary, body, answers } = operation;
  return {
    summary,
    operationId: `${method}${path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: Object.fromEntries(
      Object.entries({ ...answers, ...FAULTS }).map(([status, answer]) => [status, describeAnswer(answer)]),
    ),
  };
}

function parametersOf({ path = {}, query, headers = {} }: Operation): OpenApiOperation['parameters'] {
  const of = (place: 'path' | 'query' | 'header', schemas: Record<string, Schema>) =>
    Object.entries(schemas).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path',
      // What a parameter means is behind its transformation: a number, where text is sent.
      schema: jsonSchema(schema, 'output'),
    }));
  return [...of('path', path), ...of('query', query?._zod.def.shape ?? {}), ...of('header', headers)];
}

function describeAnswer({ description, schema, headers }: AnswerDescription): OpenApiAnswer {
  const described = Object.entries(headers ?? {}).map(([name, text]) => [
    name,
    { description: text, schema: { type: 'string' } },
  ]);
  return {
    description,
    ...(headers && { headers: Object.fromEntries(described) }),
    ...(schema && { content: { 'application/json': { schema: jsonSchema(schema, 'output') } } }),
  };
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

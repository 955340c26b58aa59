import * as z from 'zod/mini';
import { itemId, jsonDocument } from './key-json-schemas.ts';
import { errorSchema, type OpenApiDocument, type Operation, openApiDocument } from './openapi.ts';
import { pageQuery } from './page-query.ts';

const error = (description: string) => ({ description, schema: errorSchema() });

const BODY_ERRORS = {
  400: error('The id is too long, or the body is no JSON object or array'),
  413: error("The body or the item is above DynamoDB's 400 KB"),
  415: error('The content type, its charset or the encoding is not supported'),
};

/** The OpenAPI description of a key/JSON module. */
export function describeKeyJsonApi(name: string, keyName: string): OpenApiDocument {
  const key = { [keyName]: itemId };
  const path = { id: itemId };
  const answer = (method: string, members: Record<string, z.core.$ZodType>, description: string) => ({
    description,
    schema: z.strictObject({ [method]: z.strictObject({ ...key, ...members }) }),
  });
  const stored = z.strictObject({ data: z.strictObject({ S: z.string() }) });
  const list: Operation = {
    summary: 'List the items',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page; with nextToken, there is another',
        schema: z.strictObject({
          LIST: z.strictObject({
            items: z.array(z.strictObject({ ...key, data: z.string() })),
            nextToken: z.optional(z.string()),
          }),
        }),
      },
      400: error('The limit is no integer from 1 to 100, or the token is unknown'),
    },
  };
  const info = {
    title: name,
    version: '1',
    description: 'JSON documents by id. Item data is JSON text, as it was stored.',
  };
  return openApiDocument(info, {
    [`/${name}`]: { get: list },
    [`/${name}/{id}`]: {
      get: {
        summary: 'Read an item',
        path,
        answers: {
          200: answer('GET', { data: z.string() }, 'The item'),
          400: error('The id is too long'),
          404: error('There is none'),
        },
      },
      post: {
        summary: 'Store an item, in place of what was there',
        path,
        body: jsonDocument,
        answers: { 200: answer('POST', { data: jsonDocument }, 'It is stored'), ...BODY_ERRORS },
      },
      put: {
        summary: 'Store an item, and read it back as text',
        path,
        body: jsonDocument,
        answers: { 200: answer('PUT', { item: stored }, 'It is stored'), ...BODY_ERRORS },
      },
      delete: {
        summary: 'Remove an item',
        path,
        answers: {
          200: answer('DELETE', {}, 'It is gone, or never was'),
          400: error('The id is too long'),
        },
      },
    },
  });
}

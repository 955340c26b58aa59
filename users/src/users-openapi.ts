import { errorSchema, type OpenApiDocument, openApiDocument } from 'common/openapi';
import { pageQuery } from 'common/page-query';
import * as z from 'zod/mini';
import { idempotencyKey, newUser, user, userPage, wrongField } from './user-schemas.ts';

const error = (description: string) => ({ description, schema: errorSchema() });

/** The OpenAPI description of the users API. */
export function describeUsersApi(): OpenApiDocument {
  const info = { title: 'users', version: '1', description: 'Users, each with an e-mail of its own.' };
  return openApiDocument(info, {
    '/users': {
      get: {
        summary: 'List the users',
        query: pageQuery,
        answers: {
          200: { description: 'One page; with nextToken, there is another', schema: userPage },
          400: error('The limit is no integer from 1 to 100, or the token is unknown'),
        },
      },
      post: {
        summary: 'Make a user',
        headers: { 'Idempotency-Key': idempotencyKey },
        body: newUser,
        answers: {
          201: {
            description: 'The user; with an Idempotency-Key, also for a day after',
            schema: user,
            headers: { Location: 'Path of the user' },
          },
          400: {
            description: 'Every field that is wrong, or what is wrong with the body or the Idempotency-Key',
            schema: errorSchema({ fields: z.optional(z.array(wrongField)) }),
          },
          409: error('A user has this e-mail already'),
          413: error('The body is too large'),
          415: error('The body is not JSON, or in an unknown encoding'),
          422: error('The Idempotency-Key was used with another body'),
        },
      },
    },
    '/users/{id}': {
      get: {
        summary: 'Read a user',
        path: { id: z.string() },
        answers: { 200: { description: 'The user', schema: user }, 404: error('There is none') },
      },
    },
  });
}

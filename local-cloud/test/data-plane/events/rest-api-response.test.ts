import { restApiResponse } from '../../../src/data-plane/events/index.ts';
import { readable, result } from './support.ts';

const json = ['Content-Type', 'application/json'];
const broken = {
  status: 502,
  headers: [json, ['x-amzn-ErrorType', 'InternalServerErrorException']],
  body: '{"message": "Internal server error"}',
};

it('sends both kinds of headers together, each value once, some under another name', () => {
  const response = restApiResponse(
    result({
      statusCode: 201,
      headers: {
        'X-A': 'one',
        'x-many': 'two',
        'content-length': '5',
        flag: true,
        'Transfer-Encoding': 'chunked',
      },
      multiValueHeaders: { 'X-Many': ['one', 'two'], 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'hello',
    }),
  );
  expect(readable(response)).toEqual({
    status: 201,
    headers: [
      ['X-Many', 'one'],
      ['X-Many', 'two'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['X-A', 'one'],
      ['x-amzn-Remapped-content-length', '5'],
      ['flag', 'true'],
      json,
    ],
    body: 'hello',
  });
});

it.each([
  [{ statusCode: 204 }, { status: 204, headers: [json], body: '' }],
  [{}, { status: 200, headers: [json], body: '' }],
  [
    { statusCode: '404', body: null },
    { status: 404, headers: [json], body: '' },
  ],
])('sends %j', (value, expected) => {
  expect(readable(restApiResponse(result(value)))).toEqual(expected);
});

it.each([
  ['text', 'it is "text", not an object'],
  [null, 'it is null, not an object'],
  [[1], 'it is [1], not an object'],
  [{ message: 'no proxy response' }, 'it has the field "message", which a REST API does not know'],
  [{ statusCode: 200, wrongValue: 1 }, 'it has the field "wrongValue", which a REST API does not know'],
  [{ statusCode: 'fine' }, 'its statusCode is "fine", not a number from 100 to 599'],
  [{ statusCode: 200, body: { a: 1 } }, 'its body is {"a":1}, not a string'],
  [{ statusCode: 200, headers: { n: 1 } }, 'its header n is 1, not text'],
  [{ statusCode: 200, headers: [] }, 'its headers are not an object'],
  [{ statusCode: 200, multiValueHeaders: { a: 'b' } }, 'its header a is "b", not a list of text'],
])('answers 502 for %j, and says why', (value, refused) => {
  expect(readable(restApiResponse(result(value)))).toEqual({ ...broken, refused });
});

it('answers 502 for a function that failed', () => {
  expect(readable(restApiResponse({ ...result({ statusCode: 200 }), functionError: 'Unhandled' }))).toEqual(
    broken,
  );
});

it.each([
  [['image/*'], 'image/png', 'é'],
  [['*/*'], undefined, 'é'],
  [['image/*'], 'text/html, image/png', 'w6k='],
  [[], 'image/png', 'w6k='],
])('with binary media types %j and Accept %s sends base64 as it should', (binaryMediaTypes, accept, body) => {
  const response = restApiResponse(result({ statusCode: 200, body: 'w6k=', isBase64Encoded: true }), {
    binaryMediaTypes,
    accept,
  });
  expect(response.body.toString()).toBe(body);
});

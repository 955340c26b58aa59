import { restApiResponse } from '../../../../src/services/lambda/http-events/index.ts';
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
  ['text'],
  [null],
  [[1]],
  [{ message: 'not a proxy response' }],
  [{ statusCode: 200, wrongValue: 1 }],
  [{ statusCode: 'fine' }],
  [{ statusCode: 200, body: { a: 1 } }],
  [{ statusCode: 200, headers: { n: 1 } }],
  [{ statusCode: 200, headers: [] }],
  [{ statusCode: 200, multiValueHeaders: { a: 'b' } }],
])('answers 502 for %j', (value) => {
  expect(readable(restApiResponse(result(value)))).toEqual(broken);
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

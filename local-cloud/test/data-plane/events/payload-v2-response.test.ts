import { functionUrlResponse, httpApiResponse } from '../../../src/data-plane/events/index.ts';
import { readable, result } from './support.ts';

const json = [['Content-Type', 'application/json']];
const broken = { status: 502, headers: json, body: 'Internal Server Error' };

describe('functionUrlResponse', () => {
  it.each([
    ['text', 'Hello', 'Hello'],
    ['an object without a status', { message: 'Hello', n: 1 }, '{"message":"Hello","n":1}'],
    ['an array', [1, 2], '[1,2]'],
    ['null', null, 'null'],
    ['a number', 7, '7'],
  ])('takes %s for the body', (_what, value, body) => {
    expect(readable(functionUrlResponse(result(value)))).toEqual({ status: 200, headers: json, body });
  });

  it('sends status, headers, cookies and body', () => {
    const response = functionUrlResponse(
      result({
        statusCode: 201,
        headers: {
          'x-number': 5,
          'X-List': ['a', 'b'],
          'content-type': 'text/plain',
          'Content-Length': '5',
          date: 'then',
        },
        cookies: ['a=1; Path=/', 'b=2'],
        body: 'hello',
      }),
    );
    expect(readable(response)).toEqual({
      status: 201,
      headers: [
        ['x-number', '5'],
        ['X-List', 'a,b'],
        ['content-type', 'text/plain'],
        ['x-amzn-Remapped-Content-Length', '5'],
        ['x-amzn-Remapped-date', 'then'],
        ['Set-Cookie', 'a=1; Path=/'],
        ['Set-Cookie', 'b=2'],
      ],
      body: 'hello',
    });
  });

  it.each([
    [{ statusCode: 204 }, { status: 204, headers: json, body: '' }],
    [
      { statusCode: '404', body: null },
      { status: 404, headers: json, body: '' },
    ],
    [
      { statusCode: 200, body: { a: 1 } },
      { status: 200, headers: json, body: '{"a":1}' },
    ],
    [
      { statusCode: 200, body: 'w6k=', isBase64Encoded: true },
      { status: 200, headers: json, body: 'é' },
    ],
    [
      { statusCode: 200, body: 'w6k=' },
      { status: 200, headers: json, body: 'w6k=' },
    ],
  ])('sends %j', (value, expected) => {
    expect(readable(functionUrlResponse(result(value)))).toEqual(expected);
  });

  it.each([
    [{ statusCode: 'fine' }, 'its statusCode is "fine", not a number from 100 to 599'],
    [{ statusCode: 99 }, 'its statusCode is 99, not a number from 100 to 599'],
    [{ statusCode: 200, headers: 'none' }, 'its headers are not an object'],
    [{ statusCode: 200, headers: { 'bad name': 'x' } }, '"bad name" can\'t be a header\'s name'],
    [
      { statusCode: 200, headers: { split: 'a\r\nb: c' } },
      "the value of its header split has characters that HTTP can't carry",
    ],
  ])('answers 502 for %j, and says why', (value, refused) => {
    expect(readable(functionUrlResponse(result(value)))).toEqual({ ...broken, refused });
  });

  it('answers 502 for a function that failed', () => {
    const failed = { ...result({ statusCode: 200 }), functionError: 'Unhandled' };
    expect(readable(functionUrlResponse(failed))).toEqual(broken);
  });

  it('takes a streamed answer apart', () => {
    const payload = Buffer.from(
      `{"statusCode":202,"headers":{"X-A":"b"},"cookies":["c=1"]}${'\0'.repeat(8)}body\0`,
    );
    const streamedContentType = 'application/vnd.awslambda.http-integration-response';
    expect(readable(functionUrlResponse({ payload, streamedContentType }))).toEqual({
      status: 202,
      headers: [
        ['X-A', 'b'],
        ['Content-Type', 'application/octet-stream'],
        ['Set-Cookie', 'c=1'],
      ],
      body: 'body\0',
    });
  });

  it('sends a stream without a prelude as it is', () => {
    const response = functionUrlResponse({ payload: Buffer.from('[1'), streamedContentType: 'text/plain' });
    expect(readable(response)).toEqual({
      status: 200,
      headers: [['Content-Type', 'text/plain']],
      body: '[1',
    });
  });
});

describe('httpApiResponse', () => {
  it('sends text without a content type as plain text, and no framing headers', () => {
    const response = httpApiResponse(
      result({ statusCode: 200, headers: { 'content-length': '99' }, body: 'hi' }),
    );
    expect(readable(response)).toEqual({
      status: 200,
      headers: [['Content-Type', 'text/plain;charset=UTF-8']],
      body: 'hi',
    });
  });

  it('answers 500 for a function that failed', () => {
    expect(readable(httpApiResponse({ ...result({}), functionError: 'Unhandled' }))).toEqual({
      status: 500,
      headers: json,
      body: '{"message":"Internal Server Error"}',
    });
  });
});

import { cleanUp, testFunction } from './support.ts';

afterEach(cleanUp);

const HANDLER = `exports.handler = async ({ method, path, headers, body }, context) => {
  const url = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + path.replace('{id}', context.awsRequestId);
  const response = await fetch(url, { method, headers, body });
  return { status: response.status, body: await response.json() };
};`;

it.each([
  ['a path it does not have', { method: 'GET', path: '/2018-06-01/runtime/nothing' }, 404, 'NotFound'],
  [
    'an answer to an invocation that is not under way',
    { method: 'POST', path: '/2018-06-01/runtime/invocation/unknown/response', body: '{}' },
    400,
    'InvalidRequestID',
  ],
  [
    'a web page, which names its origin',
    {
      method: 'GET',
      path: '/2018-06-01/runtime/invocation/next',
      headers: { Origin: 'http://evil.example' },
    },
    403,
    'Forbidden',
  ],
])('refuses %s', async (_what, event, status, errorType) => {
  const { call } = await testFunction({ 'index.js': HANDLER });
  expect(await call(event)).toEqual({ status, body: { errorType, errorMessage: expect.any(String) } });
});

it('takes an answer from any client that speaks the API', async () => {
  const { call } = await testFunction({ 'index.js': HANDLER });
  const event = {
    method: 'POST',
    path: '/2018-06-01/runtime/invocation/{id}/response',
    body: '{"by":"fetch"}',
  };
  expect(await call(event)).toEqual({ by: 'fetch' });
});

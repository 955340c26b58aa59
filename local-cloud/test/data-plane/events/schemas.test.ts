import { APIGatewayProxyEventSchema } from '@aws-lambda-powertools/parser/schemas/api-gateway';
import { APIGatewayProxyEventV2Schema } from '@aws-lambda-powertools/parser/schemas/api-gatewayv2';
import { LambdaFunctionUrlSchema } from '@aws-lambda-powertools/parser/schemas/lambda';
import { functionUrlEvent, httpApiEvent, restApiEvent } from '../../../src/data-plane/events/index.ts';
import { facts, received, request } from './support.ts';

/** What functions with Powertools for AWS hold an event against, before they do anything with it. */
const full = request({
  method: 'POST',
  rawPath: '/a/x%2Fy',
  rawQueryString: 'q=1&q=2&r=%20',
  headers: [
    ['Host', 'localhost:4510'],
    ['User-Agent', 'curl/8.5.0'],
    ['Cookie', 'a=1; b=2'],
    ['X-Many', 'one'],
    ['x-many', 'two'],
    ['Content-Type', 'application/json'],
  ],
  body: Buffer.from('{"a":1}'),
});
const bare = request();

const common = {
  accountId: '000000000000',
  apiId: 'api42',
  domainName: 'api42.execute-api.us-east-1.amazonaws.com',
};

describe.each([
  ['full', full],
  ['bare', bare],
])('the event of a %s request', (_, http) => {
  it('is one of a function URL, as the schema has it', () => {
    const source = { urlId: 'url42', domainName: 'url42.lambda-url.us-east-1.on.aws' };
    const event = received(functionUrlEvent(http, facts, source));
    expect(LambdaFunctionUrlSchema.parse(event)).toMatchObject(event as object);
  });

  it('is one of an HTTP API, as the schema has it', () => {
    const source = { ...common, routeKey: 'ANY /a/{id}', stage: '$default', pathParameters: { id: 'x%2Fy' } };
    const event = received(httpApiEvent(http, facts, source));
    expect(APIGatewayProxyEventV2Schema.parse(event)).toMatchObject(event as object);
  });

  it('is one of a REST API, as the schema has it', () => {
    const source = {
      ...common,
      ...{ stage: 'dev', resourceId: 'res1', resourcePath: '/a/{id}', extendedRequestId: 'KtF82HGdliAFjxw=' },
      ...{ deploymentId: 'dep1', pathParameters: { id: 'x%2Fy' } },
    };
    const event = received(restApiEvent(http, facts, source)) as {
      requestContext: { requestTimeEpoch: number };
    };
    const { requestContext, ...rest } = APIGatewayProxyEventSchema.parse(event);
    expect(rest).toMatchObject(
      Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'requestContext')),
    );
    // The schema makes a date of the time.
    expect({ ...requestContext, requestTimeEpoch: requestContext.requestTimeEpoch.valueOf() }).toMatchObject(
      event.requestContext,
    );
  });
});

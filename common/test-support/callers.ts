import { createServer, type RequestListener, request } from 'node:http';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import serverless from 'serverless-http';
import { lambdaOptions } from '../src/lambda-request.ts';
import { closeServer, listen } from './dynamodb.ts';
import { type Call, functionUrlEvent, restApiEvent } from './events.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** One way to reach an app. */
export interface Caller {
  call(call: Call): Promise<Reply>;
  close(): Promise<void>;
}

/** The ways by which every row of the contract is checked. */
export const callers: Record<string, (app: RequestListener) => Promise<Caller>> = {
  'node:http': callOverHttp,
  'a function URL event': async (app) => callHandler(app, functionUrlEvent),
  'a REST API event': async (app) => callHandler(app, restApiEvent),
};

async function callOverHttp(app: RequestListener): Promise<Caller> {
  const server = createServer(app);
  const port = await listen(server);
  return { call: (call) => sendOverHttp(port, call), close: () => closeServer(server) };
}

function sendOverHttp(port: number, { method, path, headers, body }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    // Not fetch: it would rewrite paths such as `/modulo1/..` and refuse some methods.
    const req = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers as Record<string, string>,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}

function callHandler(app: RequestListener, toEvent: (call: Call) => object): Caller {
  const handler = serverless(app, lambdaOptions);
  const context = { awsRequestId: 'an-invocation', functionName: 'a-function' } as Context;
  return {
    async call(call) {
      const result = (await handler(toEvent(call), context)) as APIGatewayProxyResult;
      return {
        status: result.statusCode,
        headers: result.headers as Record<string, string>,
        text: result.body,
      };
    },
    async close() {},
  };
}

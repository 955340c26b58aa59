import type { OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import type { Context } from 'aws-lambda';
import { lambdaOptions } from 'common/lambda-request';
import { createLogger } from 'common/logger';
import { isTaskEvent, runTask, type TaskAnswer, type TaskEvent } from 'common/tasks';
import serverless from 'serverless-http';
import { type Answer, toAnswer } from './answer.ts';
import { createBrokenApp, createLayerApp } from './app.ts';
import type { HttpEvent } from './index.ts';
import { loadRoutes, type RoutesError } from './load-routes.ts';

export type LayerHandler = (event: HttpEvent | TaskEvent, context: Context) => Promise<Answer | TaskAnswer>;

interface OpenFunction {
  app: RequestListener;
  /** @throws RoutesError where the code could not be loaded */
  tasks(): unknown;
}

/**
 * A handler for the routes in a function's code, which are loaded at once. Where that fails, every request is answered
 * 500 with the reason, and every task fails with it; the next one tries again: what failed may have been a call to
 * another service.
 * @param taskRoot the folder with the function's code
 */
export function createHandler(serviceName: string, taskRoot: string): LayerHandler {
  let attempts = 0;
  let loading: Promise<OpenFunction> | undefined;
  const open = (): Promise<OpenFunction> => {
    loading ??= loadRoutes(taskRoot, attempts++).then(
      ({ routes, tasks }) => ({ app: createLayerApp(serviceName, routes), tasks: () => tasks }),
      (error: RoutesError) => {
        loading = undefined;
        const app = createBrokenApp(serviceName, error.message, error.cause);
        return {
          app,
          tasks: () => {
            createLogger(serviceName).error('The function has no tasks', error);
            throw error;
          },
        };
      },
    );
    return loading;
  };
  void open();
  return async (event, context) => {
    if (isTaskEvent(event)) return runTask((await open()).tasks(), event, context);
    assertHttpEvent(event);
    return answer((await open()).app, event, context);
  };
}

async function answer(app: RequestListener, event: HttpEvent, context: Context): Promise<Answer> {
  let headers: OutgoingHttpHeaders = {};
  const http = serverless(app, {
    ...lambdaOptions,
    // Base64 keeps every byte; what is text is made text again, headers in hand.
    binary: true,
    response: (response: ServerResponse) => {
      // Copied to the last list: serverless-http adds to them.
      headers = structuredClone({ ...response.getHeaders() });
    },
  });
  const { statusCode, body } = (await http(event, context)) as { statusCode: number; body: string };
  return toAnswer(event, statusCode, headers, Buffer.from(body, 'base64'));
}

/** @throws TypeError for an event of a queue, a schedule or a direct invocation that asks for no task: no answer would make sense */
function assertHttpEvent(event: unknown): asserts event is HttpEvent {
  const { requestContext, httpMethod } = (event ?? {}) as {
    requestContext?: { http?: { method?: unknown } };
    httpMethod?: unknown;
  };
  if (requestContext && typeof (httpMethod ?? requestContext.http?.method) === 'string') return;
  throw new TypeError(
    'This event is no HTTP request of API Gateway, a function URL or a load balancer, and the Express layer takes no other',
  );
}

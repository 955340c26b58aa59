/**
 * The types that a function on this layer needs. There is nothing to import at run time: the layer's own code is loaded
 * by Lambda, `express` and `zod` by their names.
 */
import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Request, Response, Router } from 'express';

export type { Task, TaskContext, Tasks } from 'common/tasks';

/** What `routes.ts` exports, as `routes` or by default. */
export type Routes = Router;

/** Any event that is an HTTP request: API Gateway v1 and v2, function URL, Application Load Balancer. */
export type HttpEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2 | ALBEvent;

/** A request with what Lambda was given: `req.apiGateway?.event`, `req.apiGateway?.context`. */
export type LambdaRequest = Request & { apiGateway?: { event: HttpEvent; context: Context } };

/** A response with the id under which the log knows this request: `res.locals.requestId`. */
export type LayerResponse = Response<unknown, { requestId: string }>;

/**
 * An error that is an answer, for a route to throw. Anything of this shape will do, `http-errors` included. Every other
 * error is answered 500 "Internal error", and the log carries it whole.
 */
export interface AnswerError extends Error {
  /** 400–599. */
  status: number;
  /** Whether the caller may read the message. Default: with 4xx, yes. */
  expose?: boolean;
  headers?: Record<string, string>;
  /** What stands beside the message: `{"ERROR":{"message","fields":[…]}}`. */
  details?: Record<string, unknown>;
}

export { type FunctionUrlSource, functionUrlEvent } from './function-url-event.ts';
export { type HttpApiSource, httpApiEvent } from './http-api-event.ts';
export { iamAuthorizer } from './iam-authorizer.ts';
export type { PayloadV2Event } from './payload-v2-event.ts';
export {
  functionUrlError,
  functionUrlHead,
  functionUrlResponse,
  httpApiError,
  httpApiResponse,
} from './payload-v2-response.ts';
export { type RestApiEvent, type RestApiSource, restApiEvent } from './rest-api-event.ts';
export {
  type RestApiResponseOptions,
  restApiError,
  restApiHead,
  restApiResponse,
} from './rest-api-response.ts';
export type {
  EventFacts,
  FunctionResult,
  Header,
  HttpRequest,
  HttpResponse,
  StreamedAnswer,
} from './types.ts';

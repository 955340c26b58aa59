export { badRequest, conflict, notFound, unsupported } from '../apigateway/errors.ts';

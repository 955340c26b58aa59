export { badRequest, conflict, notFound, unsupported } from '../shared/errors.ts';

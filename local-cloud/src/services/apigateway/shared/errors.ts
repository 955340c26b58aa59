import { AwsError } from '../../../core/aws-error.ts';

/** Errors as API Gateway names them; messages are what it answers. */
export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

export const notFound = (message: string): AwsError =>
  new AwsError('NotFoundException', message, { status: 404 });

export const conflict = (message: string): AwsError =>
  new AwsError('ConflictException', message, { status: 409 });

/** What API Gateway has and local-cloud lacks: told when it is configured, not when the first request comes. */
export const unsupported = (what: string): AwsError => badRequest(`${what} is not supported by local-cloud.`);

import type { ApiRequest } from '../http/api-request.ts';

/** Whether a request lacks the signature that is wanted. One that is there is not verified. */
export const lacksSignature = (authorization: string | undefined, { scope }: ApiRequest): boolean =>
  authorization === 'AWS_IAM' && !scope;

import type { Protocol } from '../../protocols/protocol.ts';
import { restJsonProtocol } from '../../protocols/rest-json.ts';
import { model } from './input.ts';

/**
 * Errors that say `Message`; all others say `message`. Clients take either, people who read the wire see what AWS sends.
 * The Lambda service model lists which is which.
 */
const CAPITALIZED = new Set(['ResourceNotFoundException', 'ServiceException', 'AccessDeniedException']);

const lowerCase = restJsonProtocol(model);
const capitalized = restJsonProtocol(model, { errorMessageKey: 'Message' });

export const lambdaProtocol: Protocol = {
  ...lowerCase,
  serializeError: (error, request) =>
    (CAPITALIZED.has(error.code) ? capitalized : lowerCase).serializeError(error, request),
};

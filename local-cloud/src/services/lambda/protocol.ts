import { modelledRestJson } from '../../protocols/modelled-rest-json.ts';
import type { Protocol } from '../../protocols/protocol.ts';
import { model } from './input.ts';

/**
 * Errors that say `Message`; all others say `message`. Clients take either, people who read the wire see what AWS sends.
 * The Lambda service model lists which is which.
 */
const CAPITALIZED = new Set(['ResourceNotFoundException', 'ServiceException', 'AccessDeniedException']);

const lowerCase = modelledRestJson(model);
const capitalized = modelledRestJson(model, { errorMessageKey: 'Message' });

export const lambdaProtocol: Protocol = {
  ...lowerCase,
  serializeError: (error, request) =>
    (CAPITALIZED.has(error.code) ? capitalized : lowerCase).serializeError(error, request),
};

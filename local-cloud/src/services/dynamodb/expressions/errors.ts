import { validation } from '../errors.ts';

/** What an update tells when the item is not as its expression takes it to be. */

export const noSuchAttribute = () =>
  validation('The provided expression refers to an attribute that does not exist in the item');

export const incorrectType = () =>
  validation('An operand in the update expression has an incorrect data type');

export const invalidPath = () =>
  validation('The document path provided in the update expression is invalid for update');

import { validation } from '../errors.ts';

const MAX_NAME_BYTES = 65_535;

/** No character takes more than three bytes a UTF-16 unit. */
const SURELY_SHORT = Math.floor(MAX_NAME_BYTES / 3);

/**
 * Checks an attribute's name, or a map key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
 * @throws AwsError ValidationException
 */
export function checkName(name: string): void {
  if (name === '') throw validation('One or more parameter values were invalid: Empty attribute name');
  if (name.length > SURELY_SHORT && Buffer.byteLength(name, 'utf8') > MAX_NAME_BYTES) {
    throw validation(
      'One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes',
    );
  }
}

import { jsonBytes } from '../../../protocols/json-bytes.ts';
import { validation } from '../errors.ts';
import type { Change } from './change.ts';
import { bytesOfPacked } from './stored-item.ts';

/** What a put or delete can return. @throws AwsError ValidationException */
export function checkReturnValues(given: string | undefined): void {
  if (given === undefined || given === 'NONE' || given === 'ALL_OLD') return;
  throw validation('Return values set to invalid value');
}

/** The `Attributes` of a write's answer; undefined where there are none. */
export function returnedAttributes(change: Change, asked: string | undefined): string | undefined {
  switch (asked) {
    case 'ALL_OLD':
      return change.before && bytesOfPacked(change.before.packed);
    case 'ALL_NEW':
      return change.after && bytesOfPacked(change.after.packed);
    case 'UPDATED_OLD':
      return maybe(change.before && change.updated?.updatedOld());
    case 'UPDATED_NEW':
      return maybe(change.updated?.updatedNew());
    default:
      return undefined;
  }
}

const maybe = (item: object | undefined): string | undefined => item && jsonBytes(item);

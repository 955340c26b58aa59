import type { AttributeValue } from '../values/index.ts';

/** A request's ExpressionAttributeNames and ExpressionAttributeValues, checked, and which of them were used. */
export class Substitutions {
  /** @throws AwsError ValidationException */
  constructor(_input: { ExpressionAttributeNames?: unknown; ExpressionAttributeValues?: unknown }) {
    throw new Error('not yet');
  }
  name(_placeholder: string): string | undefined {
    throw new Error('not yet');
  }
  value(_placeholder: string): AttributeValue | undefined {
    throw new Error('not yet');
  }
  /** To be called when all expressions of the request are compiled. @throws AwsError where any was not used */
  checkUsed(): void {
    throw new Error('not yet');
  }
}

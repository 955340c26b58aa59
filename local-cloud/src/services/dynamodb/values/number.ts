/** A number's canonical text ("+3.0" is "3", "1e2" is "100"). @throws AwsError ValidationException */
export function readNumber(_text: string): string {
  throw new Error('not yet');
}
/** Below, at or above 0; of canonical texts. */
export function compareNumbers(_a: string, _b: string): number {
  throw new Error('not yet');
}
/** Exact sum. @throws AwsError ValidationException over 38 digits or out of range */
export function addNumbers(_a: string, _b: string): string {
  throw new Error('not yet');
}
export function subtractNumbers(_a: string, _b: string): string {
  throw new Error('not yet');
}

/** Why what a function answered is no HTTP response. */
export class Refusal {
  /** Goes on from "answered what is no HTTP response: ". */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export const NOT_JSON = new Refusal('it is not JSON');

export const refusedStatus = (status: unknown): Refusal =>
  new Refusal(`its statusCode is ${shown(status)}, not a number from 100 to 599`);

/** A value as a message has room for it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

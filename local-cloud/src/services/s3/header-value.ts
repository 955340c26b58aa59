import { invalidArgument } from './errors.ts';

/** What a header can have (RFC 9110, 5.5): ISO-8859-1 without control characters. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const CONTROL = /[^\P{Cc}\t\x80-\x9f]/u;

/** What a header can be called (RFC 9110, 5.6.2). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Refuses what an answer could not bring in a header. Headers of requests are such already; parameters that stand for headers can be
 * anything.
 *
 * @throws AwsError InvalidArgument (400)
 */
export function checkHeaderValue(name: string, value: string | undefined): void {
  if (value === undefined) return;
  checkHeaderName(name, value);
  if (!VALUE.test(value)) throw notLatin(name, value);
}

/** The same of metadata, which may be any text: what is beyond ASCII is answered in encoded words. */
export function checkMetadata(name: string, value: string): void {
  checkHeaderName(name, value);
  if (CONTROL.test(value)) throw notLatin(name, value);
}

function checkHeaderName(name: string, value: string): void {
  if (!NAME.test(name)) throw invalidArgument(`A header can not be called ${name}`, name, value);
}

const notLatin = (name: string, value: string) =>
  invalidArgument('Header value cannot be represented using ISO-8859-1.', name, value);

import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiAnswer, OpenApiDocument } from '../src/openapi.ts';
import type { Reply } from './callers.ts';
import type { Call } from './events.ts';

/** OpenAPI's own words within a schema are for its readers; formats are asserted by no one, as JSON Schema has it. */
const ajv = new Ajv2020({ allErrors: true, strict: true, validateFormats: false });

/**
 * Says what of a reply contradicts the description; nothing where all of it is as described. Paths that are not
 * described may be answered 404, and methods that are not 405, or 204 to OPTIONS.
 */
export function contradictions(
  document: OpenApiDocument,
  { method, path }: Call,
  { status, headers, text }: Reply,
): string[] {
  const operations = operationsAt(document, path);
  const operation = operations?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
  const where = `${method} ${path.slice(0, 80)} → ${status}`;
  if (!operation) {
    const expected = operations ? [405, 204] : [404];
    // A path that can't be decoded is a path of none of them.
    return [...expected, 400].includes(status) ? [] : [`${where}: not described`];
  }
  const answer = operation.responses[String(status)];
  if (!answer) return [`${where}: status not described`];
  return [
    ...missingHeaders(answer, headers),
    ...(method === 'HEAD' ? [] : bodyErrors(answer, headers, text)),
  ].map((problem) => `${where}: ${problem}`);
}

function operationsAt({ paths }: OpenApiDocument, path: string) {
  const pathname = path
    .split('?', 1)[0]
    ?.replace(/^\/\/+/, '/')
    .replace(/(?<=.)\/$/, '');
  const found = Object.entries(paths).find(([template]) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname ?? ''),
  );
  return found?.[1];
}

function missingHeaders(answer: OpenApiAnswer, headers: Record<string, string>): string[] {
  return Object.keys(answer.headers ?? {})
    .filter((name) => headers[name.toLowerCase()] === undefined)
    .map((name) => `no ${name}`);
}

function bodyErrors(answer: OpenApiAnswer, headers: Record<string, string>, text: string): string[] {
  const [[type, { schema }] = ['', { schema: undefined }]] = Object.entries(answer.content ?? {});
  if (!schema) return text === '' ? [] : ['a body that is not described'];
  const given = headers['content-type']?.split(';', 1)[0];
  if (given !== type) return [`type ${given}, not ${type}`];
  // Compiled once: Ajv knows a schema that it has seen.
  const validate = ajv.compile(schema);
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'body'} ${message}`);
}

const TEXT_TYPE =
  /^(?:text\/.*|application\/(?:json|javascript|xml|x-www-form-urlencoded|x-ndjson|graphql|yaml)|.*\+(?:json|xml|yaml))$/i;
const UTF8 = /^(?:utf-?8|us-ascii)$/i;

/**
 * Whether a body is text, which Lambda takes as it is, by its headers: in UTF-8, and not compressed. Without a content
 * type it may be anything.
 */
export function isTextual(headers: Readonly<Record<string, unknown>>): boolean {
  if (headers['content-encoding']) return false;
  const [type = '', ...parameters] = String(headers['content-type'] ?? '').split(';');
  const charset = /^charset="?([^"]*)/i;
  const named = parameters.map((parameter) => charset.exec(parameter.trim())?.[1]).find((name) => name);
  return TEXT_TYPE.test(type.trim()) && UTF8.test(named ?? 'utf-8');
}

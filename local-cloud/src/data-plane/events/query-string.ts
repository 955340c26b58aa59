/** Names and values of a query string, in order, decoded as forms are: a plus is a space. */
export function parseQueryString(raw: string): [name: string, value: string][] {
  if (raw === '') return [];
  return raw
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals === -1) return [decode(part), ''];
      return [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

function decode(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

/** Percent-decodes; text that is not valid percent-encoded UTF-8 stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { call, parseXml } from './call.ts';

/** An answer of JSON, whose shape AWS documents: read with care, as members may be missing. */
// biome-ignore lint/suspicious/noExplicitAny: the page shows what AWS answers, and has no types of it
export type Json = any;

interface JsonService {
  readonly service: string;
  readonly prefix: string;
  readonly version: '1.0' | '1.1';
}

const DYNAMODB: JsonService = { service: 'dynamodb', prefix: 'DynamoDB_20120810', version: '1.0' };
const LOGS: JsonService = { service: 'logs', prefix: 'Logs_20140328', version: '1.1' };

async function json(of: JsonService, operation: string, input: unknown, region: string, text = false) {
  const response = await call({
    service: of.service,
    region,
    method: 'POST',
    headers: {
      'content-type': `application/x-amz-json-${of.version}`,
      'x-amz-target': `${of.prefix}.${operation}`,
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  return text ? response.text() : response.json();
}

/** @param input JSON text, or what is made into it */
export const dynamodb = (operation: string, input: unknown, region: string): Promise<Json> =>
  json(DYNAMODB, operation, input, region);

export const logs = (operation: string, input: unknown, region: string): Promise<Json> =>
  json(LOGS, operation, input, region);

/** A call of a service whose operations are paths. */
export async function rest(
  service: string,
  method: string,
  path: string,
  region: string,
  body?: unknown,
): Promise<Json> {
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await call({
    ...{ service, method, path, region, headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}

/** A call of CloudFormation: a form in, XML out. @returns the element with the result */
export async function cloudformation(
  action: string,
  parameters: Readonly<Record<string, string>>,
  region: string,
): Promise<Element> {
  const body = new URLSearchParams({ Action: action, Version: '2010-05-15', ...parameters });
  const response = await call({ service: 'cloudformation', region, method: 'POST', body });
  return parseXml(await response.text());
}

/** The text of an element's child, or ''. */
export const textOf = (element: Element, name: string): string =>
  [...element.children].find((child) => child.localName === name)?.textContent ?? '';

/** The members of a list that is somewhere below. */
export const membersOf = (element: Element, list: string, member = 'member'): Element[] =>
  [...(element.getElementsByTagName(list)[0]?.children ?? [])].filter((child) => child.localName === member);

/** All pages of a list. @param next asks for one page and tells the token of the following */
export async function allPages<T>(
  next: (token: string | undefined) => Promise<{ items: readonly T[]; token?: string }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const page = await next(token);
    all.push(...page.items);
    token = page.token || undefined;
  } while (token !== undefined);
  return all;
}

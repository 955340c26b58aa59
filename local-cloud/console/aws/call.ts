import { CONSOLE_KEY } from '../../src/console/paths.ts';

/** An error of the AWS API, in its own words. */
export class AwsFailure extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'AwsFailure';
    this.code = code;
    this.status = status;
  }
}

export interface Call {
  /** As requests for the service are signed. */
  readonly service: string;
  readonly region: string;
  readonly method?: string;
  /** Percent-encoded, with its query. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly signal?: AbortSignal;
}

/** What tells the endpoint the service and the region; it has no secret to check a signature with. */
export const authorization = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=${CONSOLE_KEY}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** Sends a request to the AWS API, as any client. @throws AwsFailure for an answer that is an error */
export async function call({ service, region, path = '/', headers, ...rest }: Call): Promise<Response> {
  const response = await fetch(path, {
    ...rest,
    headers: { ...headers, authorization: authorization(service, region) },
    cache: 'no-store',
  });
  if (response.ok) return response;
  throw await failure(response);
}

async function failure(response: Response): Promise<AwsFailure> {
  const text = await response.text();
  const { status, statusText } = response;
  if (text.startsWith('<')) {
    const root = parseXml(text);
    const part = (name: string) => root.getElementsByTagName(name)[0]?.textContent ?? '';
    return new AwsFailure(part('Code') || String(status), part('Message') || statusText, status);
  }
  const body = parsed(text);
  const named = response.headers.get('x-amzn-errortype') ?? body.__type ?? body.code ?? String(status);
  const code = String(named).replace(/^.*#/, '').replace(/:.*$/, '');
  return new AwsFailure(code, String(body.message ?? body.Message ?? (text || statusText)), status);
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

interface XmlPolicy {
  createHTML(text: string): string;
}

declare global {
  interface Window {
    readonly trustedTypes?: { createPolicy(name: string, rules: XmlPolicy): XmlPolicy };
  }
}

/** The page's policy lets nothing be parsed but through this, which never ends up in the page. */
const policy = window.trustedTypes?.createPolicy('xml', { createHTML: (text) => text });

/** The root element of an XML answer. */
export function parseXml(text: string): Element {
  return new DOMParser().parseFromString(policy?.createHTML(text) ?? text, 'text/xml').documentElement;
}

import type { IncomingMessage } from 'node:http';
import { uuid } from '../core/ids.ts';
import { readBody } from './body.ts';
import { type CredentialScope, credentialScope } from './credential-scope.ts';

const DEFAULT_REGION = 'us-east-1';

/** An HTTP request to the AWS API, as the protocols see it. The body is read on demand, once. */
export class ApiRequest {
  readonly method: string;
  /** Percent-encoded, without the query string. */
  readonly path: string;
  readonly rawQuery: string;
  readonly raw: IncomingMessage;
  #requestId: string | undefined;
  #query: URLSearchParams | undefined;
  /** null: not looked for yet */
  #scope: CredentialScope | undefined | null = null;
  #body: Promise<Buffer> | undefined;

  constructor(raw: IncomingMessage) {
    const url = raw.url ?? '/';
    const mark = url.indexOf('?');
    this.raw = raw;
    this.method = raw.method ?? 'GET';
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  }

  get requestId(): string {
    this.#requestId ??= uuid();
    return this.#requestId;
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.rawQuery);
    return this.#query;
  }

  get scope(): CredentialScope | undefined {
    if (this.#scope === null) this.#scope = credentialScope(this.raw.headers.authorization, this.rawQuery);
    return this.#scope;
  }

  /** The region the request was signed for. */
  get region(): string {
    return this.scope?.region || DEFAULT_REGION;
  }

  /** The host asked for, lower case and without its port. */
  get host(): string {
    return (this.raw.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  }

  header(name: string): string | undefined {
    const value = this.raw.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** The whole body. @throws AwsError RequestEntityTooLarge (413) */
  body(): Promise<Buffer> {
    this.#body ??= readBody(this.raw);
    return this.#body;
  }
}

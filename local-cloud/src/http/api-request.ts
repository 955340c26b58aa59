import { type IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { uuid } from '../core/ids.ts';
import { readBody } from './body.ts';
import { type CredentialScope, credentialScope } from './credential-scope.ts';

const DEFAULT_REGION = 'us-east-1';

/** What comes before a request's body, as `node:http` has it. */
export interface RequestHead {
  readonly method?: string;
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
}

/** An HTTP request to the AWS API, as the protocols see it. The body is read on demand, once. */
export class ApiRequest {
  readonly method: string;
  /** Percent-encoded, without the query string. */
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, where it is there already. */
  readonly wholeBody: Buffer | undefined;
  readonly #head: RequestHead;
  #requestId: string | undefined;
  #query: URLSearchParams | undefined;
  /** null: not looked for yet */
  #scope: CredentialScope | undefined | null = null;
  #body: Promise<Buffer> | undefined;

  /** @param body where it is not `node:http` that reads it: all of it, or why there is none */
  constructor(head: RequestHead, body?: Buffer | Promise<never>) {
    const url = head.url ?? '/';
    const mark = url.indexOf('?');
    this.#head = head;
    this.headers = head.headers;
    this.method = head.method ?? 'GET';
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.rawQuery = mark < 0 ? '' : url.slice(mark + 1);
    if (body instanceof Promise) this.#body = body;
    else this.wholeBody = body;
  }

  /** The request as `node:http` has it, which all have that go to deployed code or bring a body that streams. */
  get raw(): IncomingMessage {
    if (this.#head instanceof IncomingMessage) return this.#head;
    throw new TypeError('This request was read without node:http');
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
    if (this.#scope === null) this.#scope = credentialScope(this.headers.authorization, this.rawQuery);
    return this.#scope;
  }

  /** The region the request was signed for. */
  get region(): string {
    return this.scope?.region || DEFAULT_REGION;
  }

  /** The host asked for, lower case and without its port. */
  get host(): string {
    return (this.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  }

  header(name: string): string | undefined {
    const value = this.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** The whole body. @throws AwsError RequestEntityTooLarge (413) */
  body(): Promise<Buffer> {
    this.#body ??= this.wholeBody ? Promise.resolve(this.wholeBody) : readBody(this.raw);
    return this.#body;
  }
}

import type { EventFacts, HttpRequest } from '../../../src/data-plane/events/index.ts';

export const facts: EventFacts = {
  requestId: '3e1afeb0-cde4-1d0e-c3c0-66b15046bb88',
  traceId: 'Root=1-62ecd163-5f302e550dcde3b12402207d',
  time: new Date('2022-08-05T08:14:39.885Z'),
};

export function request(overrides: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    rawPath: '/',
    rawQueryString: '',
    headers: [
      ['Host', 'localhost:4510'],
      ['User-Agent', 'curl/8.5.0'],
    ],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    ...overrides,
  };
}

/** What a function receives: the event as it is after its way through JSON. */
export function received(event: unknown): unknown {
  return JSON.parse(JSON.stringify(event));
}

export function result(value: unknown): { payload: Buffer } {
  return { payload: Buffer.from(JSON.stringify(value)) };
}

/** A response with its body as text. */
export function readable<T extends { body: Buffer }>(response: T) {
  return { ...response, body: response.body.toString() };
}

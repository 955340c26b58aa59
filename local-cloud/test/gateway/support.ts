import http from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One request as it is written here: `fetch` would set Host itself and refuse Origin. */
export function send(
  endpoint: string,
  request: {
    method?: string;
    path?: string;
    headers?: http.OutgoingHttpHeaders;
    body?: string | Buffer;
  } = {},
): Promise<Answer> {
  const { method = request.body === undefined ? 'GET' : 'POST', path = '/', headers = {}, body } = request;
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const outgoing = http.request({
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      method,
      path,
      headers,
    });
    outgoing.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject).on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    outgoing.end(body);
  });
}

/** A request signed for a service, as far as local-cloud reads signatures. */
export const signedFor = (service: string): { authorization: string } => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A call of a JSON service: the operation in the target, signed for nobody. */
export const target = (operation: string): http.OutgoingHttpHeaders => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': operation,
});

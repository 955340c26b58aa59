import { connect } from 'node:net';

const API = '/2018-06-01/runtime';
const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * @typedef {{ headers: Record<string, string>, body: Buffer }} Reply
 */

/**
 * A client for the Lambda Runtime API on one raw keep-alive connection. Two things make it cheaper than
 * node:http, on the path of every request: an answer and the wait for the next event leave in one packet, and
 * a reply's few headers are parsed here. The server is always ours, so replies always carry a Content-Length.
 */
export class RuntimeApiClient {
  /**
   * Pieces of a reply that is not complete yet, and how many bytes make it worth another look.
   * @type {Buffer[]}
   */
  #pieces = [];
  #received = 0;
  #needed = 0;
  /** Who waits for a reply, in the order the requests were sent. @type {((reply: Reply) => void)[]} */
  #waiting = [];

  /** @param {string} address host:port */
  constructor(address) {
    this.address = address;
    const [host, port] = address.split(':');
    this.socket = connect({ host, port: Number(port), noDelay: true });
    // Only the wait for an event keeps the process alive: an event loop that runs empty ends an invocation.
    this.socket.unref();
    this.socket.on('data', (chunk) => this.#read(/** @type {Buffer} */ (/** @type {unknown} */ (chunk))));
    // The connection lives as long as local-cloud does. Without it nobody is left to work for, or to end us.
    this.socket.on('error', () => {});
    this.socket.on('close', endProcessGroup);
  }

  /** @returns {Promise<Reply>} the next event */
  async next() {
    this.socket.ref();
    const reply = await this.#send('GET', '/invocation/next');
    this.socket.unref();
    return reply;
  }

  /** Waits until the function's code is there: local-cloud's own, for environments that start before it. */
  async hold() {
    this.socket.ref();
    await this.#send('GET', '/hold');
    this.socket.unref();
  }

  /** Where an answer that streams goes. @param {string} requestId */
  urlOf(requestId) {
    return `http://${this.address}${API}/invocation/${requestId}/response`;
  }

  /**
   * @param {string} requestId
   * @param {string | Buffer} payload
   * @param {Record<string, string>} [headers]
   */
  respond(requestId, payload, headers) {
    // Corked until the next tick, by when the request for the next event is behind it.
    this.socket.cork();
    process.nextTick(() => this.socket.uncork());
    return this.#send('POST', `/invocation/${requestId}/response`, payload, headers);
  }

  /**
   * @param {string | undefined} requestId undefined: the init phase failed
   * @param {{ errorType: string }} document
   */
  fail(requestId, document) {
    this.socket.ref();
    const path = requestId === undefined ? '/init/error' : `/invocation/${requestId}/error`;
    return this.#send('POST', path, JSON.stringify(document), {
      'Content-Type': 'application/vnd.aws.lambda.error+json',
      // Header values are Latin-1 and one line; error names are whatever a function chose.
      'Lambda-Runtime-Function-Error-Type': document.errorType.replace(/[^\x20-\x7e]/g, '?'),
    });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string | Buffer} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Reply>}
   */
  #send(method, path, body, headers) {
    let head = `${method} ${API}${path} HTTP/1.1\r\nHost: ${this.address}\r\n`;
    for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
    if (body !== undefined) head += `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    if (typeof body === 'string') {
      this.socket.write(`${head}\r\n${body}`);
    } else {
      this.socket.write(`${head}\r\n`);
      if (body !== undefined) this.socket.write(body);
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    this.#pieces.push(chunk);
    this.#received += chunk.length;
    if (this.#received < this.#needed) return;
    let rest = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces);
    this.#needed = 0;
    while (rest.length > 0 && this.#needed === 0) {
      const headerEnd = rest.indexOf(HEADER_END);
      const headers = headerEnd === -1 ? {} : parseHeaders(rest.toString('latin1', 0, headerEnd));
      const end = headerEnd + HEADER_END.length + Number(headers['content-length'] ?? 0);
      if (headerEnd === -1) {
        this.#needed = rest.length + 1;
      } else if (rest.length < end) {
        this.#needed = end;
      } else {
        this.#waiting.shift()?.({ headers, body: rest.subarray(headerEnd + HEADER_END.length, end) });
        rest = rest.subarray(end);
      }
    }
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#received = rest.length;
  }
}

/**
 * The environment leads a process group of its own: what the function started ends with it. Windows has no groups; there
 * the system ends what is left of them with local-cloud.
 */
function endProcessGroup() {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
}

/**
 * @param {string} head
 * @returns {Record<string, string>}
 */
function parseHeaders(head) {
  /** @type {Record<string, string>} */
  const headers = {};
  const lines = head.split('\r\n');
  for (let index = 1; index < lines.length; index++) {
    const line = /** @type {string} */ (lines[index]);
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

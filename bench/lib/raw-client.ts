import { once } from 'node:events';
import net from 'node:net';

/**
 * One keep-alive connection that sends DynamoDB requests as an SDK would put them on the wire, one at a time. An HTTP
 * client of Node's would cost more than the servers under measurement.
 */
export class RawClient {
  readonly #socket: net.Socket;
  readonly #port: number;
  #chunks: Buffer[] = [];
  #length = 0;
  /** As many bytes as the answer has at least. */
  #expected = 0;
  /** Of the last answer. */
  #body: Buffer = Buffer.alloc(0);
  #answered: ((status: number) => void) | undefined;

  private constructor(port: number, socket: net.Socket) {
    this.#port = port;
    this.#socket = socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      if (this.#length >= this.#expected) this.#read();
    });
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = net.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(port, socket);
  }

  /** @returns the answer's members @throws Error on any status but 200 */
  async call(operation: string, input: object): Promise<Record<string, unknown>> {
    const status = await this.send(operation, JSON.stringify(input));
    if (status !== 200) throw new Error(`${operation} answered ${status}: ${this.#body.toString()}`);
    return JSON.parse(this.#body.toString()) as Record<string, unknown>;
  }

  /** @returns the status, once the whole answer is there */
  send(operation: string, body: string): Promise<number> {
    const request =
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\nContent-Type: application/x-amz-json-1.0\r\n` +
      `X-Amz-Target: DynamoDB_20120810.${operation}\r\nX-Amz-Date: 20261126T000000Z\r\n` +
      'User-Agent: aws-sdk-js/3 ua/2.1 os/linux lang/js md/nodejs api/dynamodb\r\nAmz-Sdk-Request: attempt=1; max=3\r\n' +
      'Amz-Sdk-Invocation-Id: 2b8f6d2c-0e9f-4f5c-9d9a-0d6bb3f0a0a1\r\n' +
      'Authorization: AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/dynamodb/aws4_request, ' +
      `SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    const received: Buffer = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#chunks = [received];
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = received.toString('latin1', 0, end);
    this.#expected = end + 4 + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (received.length < this.#expected) return;
    // One answer at a time: nothing comes behind it.
    this.#body = received.subarray(end + 4);
    this.#chunks = [];
    this.#length = 0;
    this.#expected = 0;
    this.#answered?.(Number(head.slice(9, 12)));
  }
}

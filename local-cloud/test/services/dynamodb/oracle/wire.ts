import http from 'node:http';

/** Sends DynamoDB's requests as they are on the wire, for tests that send too many, or too strange ones, for an SDK. */
export class Wire {
  readonly #endpoint: string;
  readonly #agent: http.Agent;

  constructor(endpoint: string, connections: number) {
    this.#endpoint = endpoint;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  send(operation: string, body: string): Promise<{ status: number | undefined; text: string }> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    return new Promise((resolve, reject) => {
      const sent = http.request(
        this.#endpoint,
        { method: 'POST', agent: this.#agent, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
          );
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** The answer, or what the error has: its name, and its members. */
  async call(operation: string, body: object): Promise<Record<string, unknown> & { name?: string }> {
    const { text } = await this.send(operation, JSON.stringify(body));
    const answer = JSON.parse(text) as { __type?: string };
    return answer.__type === undefined
      ? { ...answer }
      : { ...answer, name: answer.__type.replace(/^.*#/, '') };
  }

  close(): void {
    this.#agent.destroy();
  }
}

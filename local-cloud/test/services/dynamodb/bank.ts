const ACCOUNTS = 8;
const OPENING = 1000;
const CLIENTS = 4;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface Account {
  readonly id: { S: string };
  readonly n: { N: string };
}

/**
 * Clients that put items of their own one after another and move money between accounts in transactions, and what must
 * then be there: everything that was acknowledged, and in all accounts together as much as in the beginning.
 */
export class Bank {
  #acknowledged = 0;
  #awaited: { readonly count: number; readonly reached: () => void } | undefined;
  /** How many items of its own each client knows to be there. */
  readonly #kept: number[] = Array.from({ length: CLIENTS }, () => 0);

  async open(endpoint: string): Promise<void> {
    await call(endpoint, 'CreateTable', {
      TableName: 'bank',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'kind', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
    for (let account = 0; account < ACCOUNTS; account += 1) {
      const Item = { id: { S: `account-${account}` }, kind: { S: 'account' }, n: { N: String(OPENING) } };
      await call(endpoint, 'PutItem', { TableName: 'bank', Item });
    }
  }

  /** Resolves when so many more turns were acknowledged. */
  more(turns: number): Promise<void> {
    return new Promise((reached) => {
      this.#awaited = { count: this.#acknowledged + turns, reached };
    });
  }

  /** Works with all clients until the endpoint is gone. */
  async workUntilItBreaks(endpoint: string): Promise<void> {
    await Promise.all(this.#kept.map((_, client) => this.#work(endpoint, client)));
  }

  /** @throws where anything that was acknowledged is missing, or money is */
  async check(endpoint: string): Promise<void> {
    const kept = this.#kept.flatMap((last, client) =>
      Array.from({ length: Math.min(last, 21) }, (_, back) => itemOf(client, last - back)),
    );
    if (kept.length > 0) {
      const Keys = kept.map(({ id }) => ({ id }));
      const { body: found } = await call(endpoint, 'BatchGetItem', { RequestItems: { bank: { Keys } } });
      const { bank } = found.Responses as { bank: typeof kept };
      const byId = (items: typeof kept) => new Map(items.map((item) => [item.id.S, item]));
      expect(byId(bank)).toEqual(byId(kept));
    }
    const { body } = await call(endpoint, 'Query', {
      TableName: 'bank',
      IndexName: 'by-kind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'account' } },
    });
    const accounts = body.Items as Account[];
    expect(accounts).toHaveLength(ACCOUNTS);
    expect(accounts.reduce((sum, { n }) => sum + Number(n.N), 0)).toBe(ACCOUNTS * OPENING);
  }

  async #work(endpoint: string, client: number): Promise<void> {
    try {
      for (let turn = 0; ; turn += 1) {
        const n = this.#kept[client]! + 1;
        const put = await call(endpoint, 'PutItem', { TableName: 'bank', Item: itemOf(client, n) });
        expect(put.status).toBe(200);
        this.#kept[client] = n;
        const [from, to] = [(client + turn) % ACCOUNTS, (client + turn * 3 + 1) % ACCOUNTS];
        if (from !== to) await transfer(endpoint, from, to, 1 + (turn % 7));
        this.#acknowledged += 1;
        if (this.#acknowledged === this.#awaited?.count) this.#awaited.reached();
      }
    } catch (error) {
      // The connection broke with the process; anything else is a failure.
      if (!/^TypeError: (fetch failed|terminated)$/.test(String(error))) throw error;
    }
  }
}

const itemOf = (client: number, n: number) => ({
  id: { S: `${client}-${n}` },
  text: { S: `é ${'x'.repeat(n % 300)}` },
  n: { N: String(n) },
});

async function transfer(endpoint: string, from: number, to: number, amount: number): Promise<void> {
  const add = (account: number, by: number) => ({
    Update: {
      TableName: 'bank',
      Key: { id: { S: `account-${account}` } },
      UpdateExpression: 'SET n = n + :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
    },
  });
  const { status } = await call(endpoint, 'TransactWriteItems', {
    TransactItems: [add(from, -amount), add(to, amount)],
  });
  expect(status).toBe(200);
}

async function call(endpoint: string, operation: string, input: object): Promise<Answer> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { Random } from './oracle/random.ts';
import { openTable, TableName } from './table-support.ts';

const STEPS = process.env.CI ? 400 : 40;
const CLIENTS = 8;

const table = await used(openTable());

const N = (value: number) => ({ N: String(value) });
const S = (value: string) => ({ S: value });

const each = (act: (client: number, random: Random) => Promise<void>) =>
  Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const random = new Random(client + 1);
      for (let step = 0; step < STEPS; step += 1) await act(client, random);
    }),
  );

/** When something was asked for and when it was answered, in the order of the test's own events. */
interface Span {
  readonly asked: number;
  readonly answered: number;
}

describe('a register under concurrent conditional writes', () => {
  const Key = { p: S('register') };
  const writes: (Span & { from: string; to: string })[] = [];
  const reads: (Span & { value: string })[] = [];
  let events = 0;

  beforeAll(async () => {
    await table.client.send(new PutItemCommand({ TableName, Item: { ...Key, value: S('start') } }));
    const lastSeen = Array.from({ length: CLIENTS }, () => 'start');
    await each(async (client, random) => {
      const asked = events++;
      const answered = () => events++;
      if (random.oneIn(3)) {
        const { Item } = await table.client.send(
          new GetItemCommand({ TableName, Key, ConsistentRead: true }),
        );
        const value = Item?.value?.S ?? 'nothing';
        reads.push({ asked, value, answered: answered() });
        lastSeen[client] = value;
        return;
      }
      const [from, to] = [lastSeen[client]!, `${client}-${asked}`];
      const write = new UpdateItemCommand({
        ...{ TableName, Key, UpdateExpression: 'SET #v = :to', ConditionExpression: '#v = :from' },
        ExpressionAttributeNames: { '#v': 'value' },
        ExpressionAttributeValues: { ':from': S(from), ':to': S(to) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await table.client.send(write);
        writes.push({ asked, from, to, answered: answered() });
        lastSeen[client] = to;
      } catch (error) {
        const { name, Item } = error as { name: string; Item?: { value: { S: string } } };
        if (name !== 'ConditionalCheckFailedException') throw error;
        const value = Item?.value.S ?? 'nothing';
        // The item that failed the condition is a read, and can't be one that meets it.
        expect(value).not.toBe(from);
        reads.push({ asked, value, answered: answered() });
        lastSeen[client] = value;
      }
    });
  }, 120_000);

  /** The place of every value in the one order that the writes can have been in. */
  function order(): Map<string, number> {
    const next = new Map(writes.map(({ from, to }) => [from, to]));
    const places = new Map([['start', 0]]);
    for (let value = next.get('start'); value !== undefined; value = next.get(value))
      places.set(value, places.size);
    return places;
  }

  it('replaces every value once', () => {
    expect(writes.length).toBeGreaterThan(CLIENTS);
    expect(new Set(writes.map(({ from }) => from)).size).toBe(writes.length);
    expect(order().size).toBe(writes.length + 1);
  });

  it('has one order, which nobody saw broken', () => {
    const places = order();
    const seen = [
      ...writes.map(({ asked, answered, to }) => ({ asked, answered, place: places.get(to)!, writes: true })),
      ...reads.map(({ asked, answered, value }) => ({
        asked,
        answered,
        place: places.get(value)!,
        writes: false,
      })),
    ];
    expect(seen.every(({ place }) => place !== undefined)).toBe(true);
    // What was answered before something else was asked for comes before it; a write comes strictly before.
    const broken = seen.filter((later) =>
      seen.some(
        (earlier) =>
          earlier.answered < later.asked &&
          (later.writes ? earlier.place >= later.place : earlier.place > later.place),
      ),
    );
    expect(broken).toEqual([]);
  });
});

describe('accounts under concurrent transfers', () => {
  const ACCOUNTS = 6;
  const START = 100;
  const keyOf = (account: number) => ({ p: S(`account-${account}`) });
  /** Large enough for transfers to be worked out in pieces, between which others come. */
  const ballast = S('x'.repeat(90_000));

  const sumOf = async (): Promise<number | undefined> => {
    const TransactItems = Array.from({ length: ACCOUNTS }, (_, account) => ({
      Get: { TableName, Key: keyOf(account), ProjectionExpression: 'n' },
    }));
    try {
      const { Responses = [] } = await table.client.send(new TransactGetItemsCommand({ TransactItems }));
      return Responses.reduce((sum, { Item }) => sum + Number(Item?.n?.N), 0);
    } catch (error) {
      if ((error as Error).name === 'TransactionCanceledException') return undefined;
      throw error;
    }
  };

  it('keep their sum, at every moment that anybody sees', async () => {
    for (let account = 0; account < ACCOUNTS; account += 1) {
      const Item = { ...keyOf(account), n: N(START), ballast };
      await table.client.send(new PutItemCommand({ TableName, Item }));
    }
    const sums = new Set<number | undefined>();
    const reasons = new Set<string | undefined>();
    await each(async (_client, random) => {
      if (random.oneIn(3)) return void sums.add(await sumOf());
      const from = random.below(ACCOUNTS);
      const to = (from + 1 + random.below(ACCOUNTS - 1)) % ACCOUNTS;
      const values = { ':n': N(1 + random.below(80)) };
      const take = { UpdateExpression: 'SET n = n - :n', ConditionExpression: 'n >= :n' };
      const give = { UpdateExpression: 'ADD n :n' };
      const transfer = new TransactWriteItemsCommand({
        TransactItems: [
          { Update: { TableName, Key: keyOf(from), ...take, ExpressionAttributeValues: values } },
          { Update: { TableName, Key: keyOf(to), ...give, ExpressionAttributeValues: values } },
        ],
      });
      await table.client.send(transfer).catch((error: { CancellationReasons?: { Code?: string }[] }) => {
        if (!error.CancellationReasons) throw error;
        for (const { Code } of error.CancellationReasons) reasons.add(Code);
      });
    });
    sums.delete(undefined);
    expect([...sums]).toEqual([ACCOUNTS * START]);
    expect(await sumOf()).toBe(ACCOUNTS * START);
    const known = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
    expect([...reasons].filter((reason) => !known.includes(reason ?? ''))).toEqual([]);
  }, 120_000);
});

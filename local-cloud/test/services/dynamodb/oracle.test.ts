import { type AttributeValue, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startCloud } from '../../support/cloud.ts';
import { actions, condition, members } from './oracle/generate.ts';
import { type Action, type Condition, holds, type Item, itemText, Refused, update } from './oracle/model.ts';
import { Random } from './oracle/random.ts';
import { Wire } from './oracle/wire.ts';
import { Writer } from './oracle/write-text.ts';

/** Operations on the engine and on a naive table, side by side: few by default, many where it may take a minute. */
const OPERATIONS = Number(process.env.ORACLE_OPERATIONS ?? (process.env.CI ? 100_000 : 600));
const SEED = Number(process.env.ORACLE_SEED ?? 1);
const SEEDS = [SEED, SEED + 1, SEED + 2, SEED + 3];

const TableName = 'oracle';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let wire: Wire;
beforeAll(async () => {
  cloud = await startCloud();
  wire = new Wire(cloud.endpoint, SEEDS.length);
  const client = new DynamoDBClient(cloud.config);
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'p', AttributeType: 'S' },
        { AttributeName: 's', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  client.destroy();
});
afterAll(async () => {
  wire.close();
  await cloud.close();
});

type Key = { p: AttributeValue; s: AttributeValue };
const placeOf = (key: Item) => `${key.p?.S}/${Number(key.s?.N)}`;

interface Answer {
  readonly name?: string;
  readonly Item?: Item;
  readonly Attributes?: Item;
  readonly Items?: Item[];
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: Item;
  readonly CancellationReasons?: { Code: string }[];
}

/** Every client has partitions of its own, so that it knows what is in them. */
class Client {
  readonly #random: Random;
  readonly #seed: number;
  readonly #items = new Map<string, Item>();

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#seed = seed;
  }

  async step(): Promise<void> {
    const kind = this.#random.below(10);
    if (kind < 3) await this.#put();
    else if (kind < 6) await this.#update();
    else if (kind === 6) await this.#delete();
    else if (kind === 7) await this.#get();
    else if (kind === 8) await this.#query();
    else await this.#transact();
  }

  #key(): Key {
    return { p: { S: `${this.#seed}-${this.#random.below(2)}` }, s: { N: String(this.#random.below(4)) } };
  }

  #condition(): Condition | undefined {
    return this.#random.oneIn(2) ? condition(this.#random) : undefined;
  }

  #meets(key: Key, wanted: Condition | undefined): boolean {
    return !wanted || holds(this.#items.get(placeOf(key)) ?? {}, wanted);
  }

  async #put(): Promise<void> {
    const [key, wanted] = [this.#key(), this.#condition()];
    const item = { ...members(this.#random), ...key };
    const before = this.#items.get(placeOf(key));
    const body = { ...target(new Writer(), wanted), Item: item, ReturnValues: 'ALL_OLD' };
    const answered = await this.#call('PutItem', body);
    if (!this.#meets(key, wanted)) expect(failure(answered)).toEqual(failed(before));
    else {
      expect(shown(answered.Attributes)).toEqual(shown(before));
      this.#items.set(placeOf(key), item);
    }
  }

  async #update(): Promise<void> {
    const [Key, wanted, changes] = [this.#key(), this.#condition(), actions(this.#random)];
    const before = this.#items.get(placeOf(Key));
    const writer = new Writer();
    const UpdateExpression = writer.update(changes);
    const body = { Key, UpdateExpression, ReturnValues: 'ALL_NEW', ...target(writer, wanted) };
    const answered = await this.#call('UpdateItem', body);
    if (!this.#meets(Key, wanted)) return expect(failure(answered)).toEqual(failed(before));
    const after = this.#updated(Key, changes);
    if (after instanceof Refused) return expect(answered.name).toBe('ValidationException');
    expect(shown(answered.Attributes)).toEqual(shown(after));
    if (after) this.#items.set(placeOf(Key), after);
  }

  /** What an update leaves; nothing where it only removes, and nothing was there. */
  #updated(key: Key, changes: readonly Action[]): Item | Refused | undefined {
    const before = this.#items.get(placeOf(key));
    if (!before && changes.every(({ section }) => section === 'REMOVE' || section === 'DELETE'))
      return undefined;
    try {
      const after = update(before ?? { ...key }, changes);
      return depth(after) > 32 ? new Refused('too deep') : after;
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
  }

  async #delete(): Promise<void> {
    const [Key, wanted] = [this.#key(), this.#condition()];
    const before = this.#items.get(placeOf(Key));
    const body = { ...target(new Writer(), wanted), Key, ReturnValues: 'ALL_OLD' };
    const answered = await this.#call('DeleteItem', body);
    if (!this.#meets(Key, wanted)) return expect(failure(answered)).toEqual(failed(before));
    expect(shown(answered.Attributes)).toEqual(shown(before));
    this.#items.delete(placeOf(Key));
  }

  async #get(): Promise<void> {
    const Key = this.#key();
    const answered = await this.#call('GetItem', { TableName, Key });
    expect(shown(answered.Item)).toEqual(shown(this.#items.get(placeOf(Key))));
  }

  async #query(): Promise<void> {
    const [{ p }, filter] = [this.#key(), condition(this.#random)];
    const [ScanIndexForward, Limit, least] = [
      this.#random.oneIn(2),
      1 + this.#random.below(4),
      this.#random.below(3),
    ];
    const writer = new Writer();
    const FilterExpression = writer.condition(filter);
    const KeyConditionExpression = `p = ${writer.value(p)} AND s >= ${writer.value({ N: String(least) })}`;
    const found = await this.#call('Query', {
      ...{ TableName, KeyConditionExpression, FilterExpression, ScanIndexForward, Limit },
      ...writer.parameters,
    });
    const sorted = [...this.#items.values()]
      .filter((item) => item.p?.S === p.S && Number(item.s?.N) >= least)
      .sort((a, b) => (Number(a.s?.N) - Number(b.s?.N)) * (ScanIndexForward ? 1 : -1));
    const looked = sorted.slice(0, Limit);
    const matching = looked.filter((item) => holds(item, filter));
    expect(found.Items?.map(itemText)).toEqual(matching.map(itemText));
    expect([found.Count, found.ScannedCount]).toEqual([matching.length, looked.length]);
    const last = looked.length === Limit ? looked.at(-1) : undefined;
    expect(found.LastEvaluatedKey && placeOf(found.LastEvaluatedKey)).toBe(last && placeOf(last));
  }

  async #transact(): Promise<void> {
    const keys = new Map([this.#key(), this.#key(), this.#key()].map((key) => [placeOf(key), key]));
    const after = new Map<string, Item | undefined>();
    const reasons: string[] = [];
    const TransactItems = [...keys].map(([place, Key]) => {
      const [wanted, writer, kind] = [condition(this.#random), new Writer(), this.#random.below(4)];
      const item = { ...members(this.#random), ...Key };
      const changes = actions(this.#random);
      const UpdateExpression = kind === 1 ? writer.update(changes) : '';
      const on = target(writer, wanted);
      const result = kind === 1 ? this.#updated(Key, changes) : kind === 0 ? item : undefined;
      if (!this.#meets(Key, wanted)) reasons.push('ConditionalCheckFailed');
      else reasons.push(result instanceof Refused ? 'ValidationError' : 'None');
      if (kind < 3 && !(result instanceof Refused)) after.set(place, result);
      if (kind === 0) return { Put: { ...on, Item: item } };
      if (kind === 1) return { Update: { ...on, Key, UpdateExpression } };
      return kind === 2 ? { Delete: { ...on, Key } } : { ConditionCheck: { ...on, Key } };
    });
    const answered = await this.#call('TransactWriteItems', { TransactItems });
    const codes = answered.CancellationReasons?.map(({ Code }) => Code);
    if (reasons.some((reason) => reason !== 'None')) return expect(codes).toEqual(reasons);
    expect(answered.name).toBeUndefined();
    for (const [place, item] of after) {
      if (item) this.#items.set(place, item);
      else this.#items.delete(place);
    }
  }

  async all(): Promise<void> {
    const { Items = [] } = await this.#call('Scan', { TableName });
    const mine = Items.filter((item) => item.p?.S?.startsWith(`${this.#seed}-`));
    expect(mine.map(itemText).sort()).toEqual([...this.#items.values()].map(itemText).sort());
  }

  #call(operation: string, body: object): Promise<Answer> {
    return wire.call(operation, body) as Promise<Answer>;
  }
}

function target(writer: Writer, wanted: Condition | undefined) {
  const ConditionExpression = wanted && writer.condition(wanted);
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;
  return { TableName, ConditionExpression, ReturnValuesOnConditionCheckFailure, ...writer.parameters };
}

const shown = (item: Item | undefined) => item && itemText(item);
const failure = ({ name, Item }: Answer) => ({ name, Item: shown(Item) });
const failed = (item: Item | undefined) => ({ name: 'ConditionalCheckFailedException', Item: shown(item) });

const depth = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 0.5 + Math.max(0, ...Object.values(value).map(depth)) : 0.5;

it('answers as a naive table does, whatever is asked of it', async () => {
  await Promise.all(
    SEEDS.map(async (seed) => {
      const one = new Client(seed);
      for (let step = 0; step < OPERATIONS / SEEDS.length; step += 1) await one.step();
      await one.all();
    }),
  );
}, 900_000);

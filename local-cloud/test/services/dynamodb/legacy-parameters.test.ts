import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { type Item, openTable, TableName } from './table-support.ts';

const table = await used(openTable());
let key: { p: { S: string } };
const item: Item = {
  n: { N: '5' },
  word: { S: 'hello' },
  set: { NS: ['1', '2'] },
  list: { L: [{ N: '1' }, { S: 'x' }] },
  map: { M: { a: { N: '1' } } },
};
beforeAll(async () => {
  key = await table.put(item);
});

const N = (value: string) => ({ N: value });
const S = (value: string) => ({ S: value });

type Conditions = NonNullable<ScanCommandInput['ScanFilter']>;
type Operator = Conditions[string]['ComparisonOperator'];

/** Whether the conditions hold for the item: as a filter and as what a delete expects, which have to agree. */
async function hold(conditions: Conditions, ConditionalOperator?: 'AND' | 'OR'): Promise<boolean> {
  const KeyConditions = { p: { ComparisonOperator: 'EQ' as const, AttributeValueList: [key.p] } };
  const found = await table.client.send(
    new QueryCommand({ TableName, KeyConditions, QueryFilter: conditions, ConditionalOperator }),
  );
  const deleted = table.client.send(
    new UpdateItemCommand({ TableName, Key: key, Expected: conditions, ConditionalOperator }),
  );
  const expected = await deleted.then(
    () => true,
    (error: Error) => {
      if (error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    },
  );
  if (expected !== (found.Count === 1)) throw new Error('QueryFilter and Expected differ');
  return expected;
}

describe('legacy conditions', () => {
  it.each<[Operator, string, Item[string][], boolean]>([
    ['EQ', 'n', [N('5.0')], true],
    ['EQ', 'list', [{ L: [N('1'), S('x')] }], true],
    ['EQ', 'map', [{ M: { a: N('1') } }], true],
    ['EQ', 'set', [{ NS: ['2', '1'] }], true],
    ['EQ', 'none', [N('5')], false],
    ['NE', 'none', [N('5')], true],
    ['NE', 'n', [S('5')], true],
    ['LT', 'n', [N('5')], false],
    ['LE', 'n', [N('5')], true],
    ['GT', 'word', [S('hell')], true],
    ['GE', 'word', [N('1')], false],
    ['NULL', 'none', [], true],
    ['NULL', 'n', [], false],
    ['NOT_NULL', 'n', [], true],
    ['CONTAINS', 'word', [S('ell')], true],
    ['CONTAINS', 'set', [N('2.0')], true],
    ['CONTAINS', 'list', [S('x')], true],
    ['CONTAINS', 'none', [S('x')], false],
    ['NOT_CONTAINS', 'none', [S('x')], false],
    ['NOT_CONTAINS', 'word', [N('1')], true],
    ['BEGINS_WITH', 'word', [S('he')], true],
    ['BEGINS_WITH', 'n', [S('5')], false],
    ['IN', 'n', [N('1'), N('5.0')], true],
    ['IN', 'none', [N('1')], false],
    ['BETWEEN', 'n', [N('5'), N('6')], true],
    ['BETWEEN', 'none', [N('5'), N('6')], false],
  ])('tell %s of %s', async (ComparisonOperator, name, AttributeValueList, holds) => {
    expect(await hold({ [name]: { ComparisonOperator, AttributeValueList } })).toBe(holds);
  });

  it('are joined by AND, or by OR where asked', async () => {
    const conditions: Conditions = {
      n: { ComparisonOperator: 'EQ', AttributeValueList: [N('5')] },
      none: { ComparisonOperator: 'NOT_NULL' },
    };
    expect(await hold(conditions)).toBe(false);
    expect(await hold(conditions, 'AND')).toBe(false);
    expect(await hold(conditions, 'OR')).toBe(true);
  });

  it.each<[Operator, Item[string][], string]>([
    ['EQ', [], 'Invalid number of argument(s) for the EQ ComparisonOperator'],
    ['NULL', [N('1')], 'Invalid number of argument(s) for the NULL ComparisonOperator'],
    ['IN', [N('1'), S('1')], 'AttributeValues inside AttributeValueList must be of same type'],
    ['LT', [{ L: [] }], 'ComparisonOperator LT is not valid for L AttributeValue type'],
    ['BEGINS_WITH', [N('1')], 'ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type'],
    ['CONTAINS', [{ L: [] }], 'ComparisonOperator CONTAINS is not valid for L AttributeValue type'],
  ])('refuse %s of %j', async (ComparisonOperator, AttributeValueList, message) => {
    const ScanFilter = { n: { ComparisonOperator, AttributeValueList } };
    await expect(table.client.send(new ScanCommand({ TableName, ScanFilter }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `One or more parameter values were invalid: ${message}`,
    });
  });

  it.each<[NonNullable<UpdateItemCommandInput['Expected']>[string], string]>([
    [{ Exists: true }, 'Value must be provided when Exists is true for Attribute: n'],
    [{}, 'Value must be provided when Exists is null for Attribute: n'],
    [{ Exists: false, Value: N('1') }, 'Value cannot be used when Exists is false for Attribute: n'],
    [
      { Value: N('1'), AttributeValueList: [N('1')] },
      'Value and AttributeValueList cannot be used together for Attribute: n',
    ],
    [
      { Exists: true, ComparisonOperator: 'EQ', Value: N('1') },
      'Exists and ComparisonOperator cannot be used together for Attribute: n',
    ],
    [
      { AttributeValueList: [N('1')] },
      'AttributeValueList can only be used with a ComparisonOperator for Attribute: n',
    ],
    [
      { ComparisonOperator: 'EQ' },
      'Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: n',
    ],
  ])('refuse to expect %j', async (expected, message) => {
    const command = new DeleteItemCommand({ TableName, Key: key, Expected: { n: expected } });
    await expect(table.client.send(command)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `One or more parameter values were invalid: ${message}`,
    });
  });

  it('expect a value, or that there is none', async () => {
    const put = (Expected: UpdateItemCommandInput['Expected']) =>
      table.client.send(new PutItemCommand({ TableName, Item: { ...key, ...item }, Expected }));
    await put({ n: { Value: N('5.0') } });
    await put({ n: { Exists: true, Value: N('5') }, none: { Exists: false } });
    await expect(put({ n: { Exists: false } })).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    await expect(put({ none: { Value: N('5') } })).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
  });
});

describe('AttributeUpdates', () => {
  const update = (Key: Item, AttributeUpdates: UpdateItemCommandInput['AttributeUpdates']) =>
    table.client.send(new UpdateItemCommand({ TableName, Key, AttributeUpdates, ReturnValues: 'ALL_NEW' }));

  it('puts, adds and deletes', async () => {
    const Key = await table.put({ n: N('1'), s: { SS: ['a', 'b'] }, l: { L: [N('1')] }, gone: N('1') });
    const { Attributes } = await update(Key, {
      n: { Action: 'ADD', Value: N('2.5') },
      s: { Action: 'DELETE', Value: { SS: ['b', 'c'] } },
      l: { Action: 'ADD', Value: { L: [S('x')] } },
      gone: { Action: 'DELETE' },
      'a.b': { Value: S('put') },
    });
    const l = { L: [N('1'), S('x')] };
    expect(Attributes).toEqual({ ...Key, n: N('3.5'), s: { SS: ['a'] }, l, 'a.b': S('put') });
  });

  it('makes an item even of nothing, but not of deletions', async () => {
    expect((await update({ p: S('empty') }, {})).Attributes).toEqual({ p: S('empty') });
    expect((await update({ p: S('no') }, { a: { Action: 'DELETE' } })).Attributes).toBeUndefined();
    const { Item } = await table.client.send(new GetItemCommand({ TableName, Key: { p: S('no') } }));
    expect(Item).toBeUndefined();
  });

  it.each<[NonNullable<UpdateItemCommandInput['AttributeUpdates']>[string], string]>([
    [
      { Action: 'PUT' },
      'One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified',
    ],
    [
      { Action: 'ADD', Value: S('x') },
      'One or more parameter values were invalid: ADD action is not supported for the type S',
    ],
    [
      { Action: 'DELETE', Value: N('1') },
      'One or more parameter values were invalid: DELETE action with value is not supported for the type N',
    ],
    [{ Action: 'ADD', Value: { SS: ['x'] } }, 'Type mismatch for attribute to update'],
    [{ Action: 'DELETE', Value: { SS: ['x'] } }, 'Type mismatch for attribute to update'],
  ])('refuses %j', async (change, message) => {
    await expect(update(key, { n: change })).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

describe('legacy and expression parameters', () => {
  it('are refused together, but for conditions on keys', async () => {
    const KeyConditions: QueryCommandInput['KeyConditions'] = {
      p: { ComparisonOperator: 'EQ', AttributeValueList: [key.p] },
    };
    const FilterExpression = 'attribute_exists(n)';
    const found = await table.client.send(new QueryCommand({ TableName, KeyConditions, FilterExpression }));
    expect(found.Count).toBe(1);
    const both = new QueryCommand({
      ...{ TableName, KeyConditions, KeyConditionExpression: 'p = :p' },
      ExpressionAttributeValues: { ':p': key.p },
    });
    const together = 'Can not use both expression and non-expression parameters in the same request: ';
    await expect(table.client.send(both)).rejects.toMatchObject({
      message: `${together}Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}`,
    });
    const mixed = new UpdateItemCommand({
      ...{ TableName, Key: key, UpdateExpression: 'REMOVE z', Expected: { n: { Exists: false } } },
    });
    await expect(table.client.send(mixed)).rejects.toMatchObject({
      message: `${together}Non-expression parameters: {Expected} Expression parameters: {UpdateExpression}`,
    });
  });

  it('answer the attributes to get, each once', async () => {
    const get = (...AttributesToGet: string[]) =>
      table.client.send(new GetItemCommand({ TableName, Key: key, AttributesToGet }));
    expect((await get('n', 'none')).Item).toEqual({ n: N('5') });
    await expect(get('n', 'n')).rejects.toMatchObject({
      message: 'One or more parameter values were invalid: Duplicate value in attribute name: n',
    });
  });
});

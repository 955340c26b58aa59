import { CreateTableCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { used } from '../../support/cloud.ts';
import { type Item, openTable, TableName } from './table-support.ts';

const table = await used(openTable());

/** A value as it is read after it was put. */
async function stored(value: Item[string]): Promise<Item[string] | undefined> {
  const Key = await table.put({ value });
  const { Item } = await table.client.send(new GetItemCommand({ TableName, Key }));
  return Item?.value;
}

/** A request as no SDK sends it. */
async function send(operation: string, body: string) {
  const response = await fetch(table.cloud.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
    body,
  });
  const json = (await response.json()) as Record<string, string>;
  return {
    status: response.status,
    type: json.__type?.replace(/^.*#/, ''),
    message: json.message ?? json.Message,
  };
}

describe('attribute values', () => {
  it.each([
    ['+3', '3'],
    ['007', '7'],
    ['-0', '0'],
    ['0e125', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1.10', '1.1'],
    ['1e3', '1000'],
    ['-17.4E+2', '-1740'],
    ['123e-2', '1.23'],
    ['1e-130', `0.${'0'.repeat(129)}1`],
    ['9.9999999999999999999999999999999999999e125', `${'9'.repeat(38)}${'0'.repeat(88)}`],
    ['314159265358979323846.26433832795028841', '314159265358979323846.26433832795028841'],
  ])('keep the number %s as %s', async (given, kept) => {
    expect(await stored({ N: given })).toEqual({ N: kept });
  });

  it.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['NaN', 'The parameter cannot be converted to a numeric value: NaN'],
    [' 1', 'The parameter cannot be converted to a numeric value:  1'],
    ['1.2.3', 'The parameter cannot be converted to a numeric value: 1.2.3'],
    ['0x10', 'The parameter cannot be converted to a numeric value: 0x10'],
    ['1e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['-1e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['0e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['1e-131', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
    ['1'.repeat(39), 'Attempting to store more than 38 significant digits in a Number'],
    [
      '1e99999999999',
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ],
  ])('refuse the number "%s"', async (given, message) => {
    await expect(stored({ N: given })).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('keep sets without an order, empty texts and binaries, and odd names', async () => {
    expect(await stored({ NS: ['10', '9', '1.0'] })).toEqual({ NS: ['1', '9', '10'] });
    expect(await stored({ SS: ['b', '', 'a'] })).toEqual({ SS: ['', 'a', 'b'] });
    const M = JSON.parse('{"__proto__":{"N":"01"},"constructor":{"S":""},"😀":{"B":""}}') as Item;
    const read = (await stored({ M })) as { M: Item };
    expect(Object.entries(read.M).map(([name]) => name)).toEqual(['__proto__', 'constructor', '😀']);
    expect(Object.getOwnPropertyDescriptor(read.M, '__proto__')?.value).toEqual({ N: '1' });
  });

  it.each([
    ['{"SS":[]}', 'One or more parameter values were invalid: An string set  may not be empty'],
    ['{"NS":[]}', 'One or more parameter values were invalid: An number set  may not be empty'],
    ['{"BS":[]}', 'One or more parameter values were invalid: Binary sets should not be empty'],
    [
      '{"SS":["a","a"]}',
      'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
    ['{"NS":["1","1.0"]}', 'Input collection contains duplicates'],
    [
      '{"BS":["AQ==","AQ=="]}',
      'One or more parameter values were invalid: Input collection [AQ==, AQ==]of type BS contains duplicates.',
    ],
    [
      '{"NULL":false}',
      'One or more parameter values were invalid: Null attribute value types must have the value of true',
    ],
    ['{}', 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    ['{"X":"a"}', 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    ['{"L":[{}]}', 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [
      '{"S":"a","N":"1"}',
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [`${'{"L":['.repeat(32)}{"S":"x"}${']}'.repeat(32)}`, expect.stringContaining('Nesting Levels')],
    [`${'{"L":['.repeat(5000)}${']}'.repeat(5000)}`, expect.stringContaining('Nesting Levels')],
  ])('refuse the value %#', async (value, message) => {
    const answer = await send('PutItem', `{"TableName":"things","Item":{"p":{"S":"x"},"a":${value}}}`);
    expect(answer).toEqual({ status: 400, type: 'ValidationException', message });
  });

  it.each([
    ['{"S":5}', 'NUMBER_VALUE cannot be converted to String'],
    ['{"S":1.5}', 'DECIMAL_VALUE cannot be converted to String'],
    ['{"N":true}', 'TRUE_VALUE cannot be converted to String'],
    ['{"S":["a"]}', 'Unrecognized collection type class java.lang.String'],
    ['{"S":{}}', 'Start of structure or map found where not expected'],
    ['{"BOOL":"maybe"}', 'Unexpected token received from parser'],
    ['{"B":1}', 'only base-64-encoded strings are convertible to bytes'],
    ['{"B":"AQ="}', 'Base64 encoded length is expected a multiple of 4 bytes but found: 3'],
    ['{"B":"AR=="}', 'Invalid last non-pad Base64 character dectected'],
    ['{"SS":"a"}', 'Unexpected field type'],
    ['{"L":{}}', 'Start of structure or map found where not expected'],
    ['"a"', 'Unexpected value type in payload'],
  ])('refuse what is not of the type, %s', async (value, message) => {
    const answer = await send('PutItem', `{"TableName":"things","Item":{"p":{"S":"x"},"a":${value}}}`);
    expect(answer).toEqual({ status: 400, type: 'SerializationException', message });
  });

  it.each<['N' | 'S' | 'B', string[]]>([
    [
      'N',
      [
        '-1e125',
        '-10',
        '-9.5',
        '-9.25',
        '-1',
        '-1e-130',
        '0',
        '1e-130',
        '0.1',
        '0.11',
        '1',
        '2',
        '9.5',
        '10',
        '1e38',
        '1.1e38',
        '9e125',
      ],
    ],
    ['S', ['a', 'a\u0000', 'a\u0000b', 'aa', 'b', 'é', 'ࠀ', '\uE000', '\uFFFD', '😀', '😁']],
    ['B', ['', '00', '0000', '0001', '00ff', '01', 'ff', 'ff00', 'ffff'].slice(1)],
  ])('are in order as %s keys', async (type, values) => {
    const name = `sorted-${type}`;
    await table.client.send(
      new CreateTableCommand({
        TableName: name,
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 's', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'p', AttributeType: 'S' },
          { AttributeName: 's', AttributeType: type },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const keyOf = (text: string) =>
      (type === 'B' ? { B: Buffer.from(text, 'hex') } : { [type]: text }) as Item[string];
    for (const [rank, text] of [...values.entries()].reverse()) {
      const item = { p: { S: 'p' }, s: keyOf(text), rank: { N: String(rank) } };
      await table.client.send(new PutItemCommand({ TableName: name, Item: item }));
    }
    const ranks = async (condition: string, bounds: Item) => {
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: `p = :p${condition}`,
          ExpressionAttributeValues: { ':p': { S: 'p' }, ...bounds },
        }),
      );
      return Items?.map((item) => Number(item.rank?.N));
    };
    const all = values.map((_, rank) => rank);
    expect(await ranks('', {})).toEqual(all);
    for (const [rank, text] of values.entries()) {
      const v = { ':v': keyOf(text) };
      expect(await ranks(' AND s < :v', v)).toEqual(all.slice(0, rank));
      expect(await ranks(' AND s >= :v', v)).toEqual(all.slice(rank));
      const last = { ...v, ':w': keyOf(values[Math.min(rank + 2, values.length - 1)]!) };
      expect(await ranks(' AND s BETWEEN :v AND :w', last)).toEqual(all.slice(rank, rank + 3));
      if (type === 'N') continue;
      const begins = (value: string) => value.startsWith(text);
      expect(await ranks(' AND begins_with(s, :v)', v)).toEqual(all.filter((each) => begins(values[each]!)));
    }
  });
});

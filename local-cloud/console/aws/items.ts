import { dynamodb, type Json } from './protocols.ts';

/** An item as DynamoDB writes it: `{ "id": { "S": "sala90" } }`. */
export type Item = Readonly<Record<string, Json>>;

export const OPERATORS = ['=', '<', '<=', '>', '>=', 'begins_with', 'contains', 'attribute_exists'] as const;

/** What is asked of a table. */
export interface Search {
  readonly mode: 'scan' | 'query' | 'partiql';
  readonly index: string;
  /** The hash key's value, and what the range key is compared with. */
  readonly hash: string;
  readonly rangeOperator: string;
  readonly range: string;
  /** An attribute that is compared besides. */
  readonly filterName: string;
  readonly filterOperator: string;
  readonly filterValue: string;
  readonly statement: string;
}

export const everything = (table: string): Search => ({
  mode: 'scan',
  index: '',
  ...{ hash: '', rangeOperator: '=', range: '' },
  ...{ filterName: '', filterOperator: '=', filterValue: '' },
  statement: `SELECT * FROM "${table}"`,
});

/** The keys of a table or of one of its indexes. */
export function keysOf(table: Json, index: string): { hash: string; range?: string } {
  const all = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const schema: Json[] = (all.find(({ IndexName }) => IndexName === index) ?? table).KeySchema;
  const named = (type: string) => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  return { hash: named('HASH'), range: named('RANGE') };
}

/** The items of one page, and what the next is asked for with. */
export async function pageOfItems(
  table: Json,
  search: Search,
  token: Json,
  region: string,
): Promise<{ items: Item[]; token: Json }> {
  if (search.mode === 'partiql') {
    const page = await dynamodb(
      'ExecuteStatement',
      { Statement: search.statement, NextToken: token },
      region,
    );
    return { items: page.Items, token: page.NextToken };
  }
  const page = await dynamodb(
    search.mode === 'query' ? 'Query' : 'Scan',
    { ...expressions(table, search), ExclusiveStartKey: token },
    region,
  );
  return { items: page.Items, token: page.LastEvaluatedKey };
}

function expressions(table: Json, search: Search) {
  const names: Record<string, string> = {};
  const values: Record<string, Json> = {};
  const typeOf = new Map<string, string>(
    table.AttributeDefinitions.map(({ AttributeName, AttributeType }: Json) => [
      AttributeName,
      AttributeType,
    ]),
  );
  const compare = (id: string, name: string, operator: string, value: string): string => {
    names[`#${id}`] = name;
    if (operator === 'attribute_exists') return `attribute_exists(#${id})`;
    values[`:${id}`] = typedValue(value, typeOf.get(name));
    return operator.includes('_') || operator === 'contains'
      ? `${operator}(#${id}, :${id})`
      : `#${id} ${operator} :${id}`;
  };
  const input: Record<string, Json> = { TableName: table.TableName };
  if (search.index !== '') input.IndexName = search.index;
  if (search.mode === 'query') {
    const { hash, range } = keysOf(table, search.index);
    const conditions = [compare('h', hash, '=', search.hash)];
    if (range && search.range !== '')
      conditions.push(compare('r', range, search.rangeOperator, search.range));
    input.KeyConditionExpression = conditions.join(' AND ');
  }
  if (search.filterName !== '') {
    input.FilterExpression = compare('f', search.filterName, search.filterOperator, search.filterValue);
  }
  if (Object.keys(names).length > 0) input.ExpressionAttributeNames = names;
  if (Object.keys(values).length > 0) input.ExpressionAttributeValues = values;
  return input;
}

/** What was typed, as the type that the key has, or else the one that it looks like. */
function typedValue(text: string, type: string | undefined): Json {
  if (type === 'S' || type === 'N' || type === 'B') return { [type]: text };
  if (text === 'true' || text === 'false') return { BOOL: text === 'true' };
  if (text === 'null') return { NULL: true };
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? { N: text } : { S: text.replace(/^"(.*)"$/s, '$1') };
}

/** The key of an item, as text that can stand in an address. */
export const keyText = (table: Json, item: Item): string =>
  JSON.stringify(
    Object.fromEntries(
      table.KeySchema.map(({ AttributeName }: Json) => [AttributeName, item[AttributeName]]),
    ),
  );

/** A value as people write it. */
export function plain(value: Json): string {
  if (value === undefined) return '';
  const [type = '', of] = Object.entries<Json>(value)[0] ?? [];
  if (type === 'S' || type === 'N' || type === 'BOOL') return String(of);
  if (type === 'NULL') return 'null';
  if (type === 'B') return `${of}`;
  return JSON.stringify(bare(value));
}

/** Without the types. */
function bare(value: Json): Json {
  const [type = '', of] = Object.entries<Json>(value)[0] ?? [];
  if (type === 'M')
    return Object.fromEntries(Object.entries<Json>(of).map(([name, member]) => [name, bare(member)]));
  if (type === 'L') return of.map(bare);
  if (type === 'NULL') return null;
  return type === 'N' ? Number(of) : of;
}

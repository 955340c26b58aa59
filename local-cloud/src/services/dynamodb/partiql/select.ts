import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import { validation } from '../errors.ts';
import type { Condition, KeyNames } from '../expressions/types.ts';
import { readPage, type Selection } from '../items/page.ts';
import { addPage } from '../items/page-capacity.ts';
import { startPlace } from '../items/start-key.ts';
import type { CapacityCount } from '../tables/consumed-capacity.ts';
import { partitionOf } from '../tables/partition.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { Table } from '../tables/table.ts';
import { encodeKey, type Item } from '../values/index.ts';
import { testOf } from './condition.ts';
import { checkOrder, ordered } from './order.ts';
import { checkCarried, projectionOf } from './projection.ts';
import { type KeyRange, rangesOf } from './ranges.ts';
import type { SelectStatement } from './syntax.ts';
import type { Parameters } from './value.ts';
import { tableOf } from './write.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
const MAX_PAGE_BYTES = 1024 * 1024;

export interface SelectRequest {
  readonly statement: SelectStatement;
  readonly parameters: Parameters;
  /** Items looked at, not found. */
  readonly limit?: number;
  readonly nextToken?: string;
  readonly consistent: boolean;
  readonly capacity: CapacityCount;
}

export interface SelectedPage {
  /** JSON of the items, as bytes. */
  readonly items: string[];
  readonly nextToken: string | undefined;
  /** The key that the page ended at, where there may be more. */
  readonly lastKey: Item | undefined;
}

/** Where a page goes on: in which range, and behind which key there. */
interface Position {
  readonly range: number;
  readonly key?: Item;
}

/** Reads a page of what a SELECT finds. @throws AwsError ValidationException, ResourceNotFoundException */
export async function selectPage(database: Database, request: SelectRequest): Promise<SelectedPage> {
  const { statement, parameters, capacity } = request;
  const table = tableOf(database, statement.source);
  const index = indexOf(table, statement.source.index);
  const where = statement.where;
  const test = where && testOf(where, parameters);
  const filter: Condition | undefined = test && {
    matches: (item) => item !== undefined && test(item),
    paths: [],
  };
  if (request.consistent && index?.isGlobal) {
    throw validation('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  const key: KeyNames = index?.key ?? table.key;
  const found = rangesOf(where, key, parameters);
  checkOrder(statement, key, found);
  const projection = statement.paths && projectionOf(statement.paths);
  const fetches = checkCarried(index, statement, found !== undefined);
  const { ranges, reverse } = ordered(statement, key, found);
  const selection = { table, index, filter, projection, fetches, reverse };
  return readRanges(request, selection, ranges, capacity);
}

async function readRanges(
  request: SelectRequest,
  selection: Omit<Selection, 'range' | 'limit'>,
  ranges: readonly KeyRange[] | undefined,
  capacity: CapacityCount,
): Promise<SelectedPage> {
  const { table, index } = selection;
  const position = positionOf(request);
  const items: string[] = [];
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  let bytes = 0;
  let reached: Position | undefined;
  for (let at = position.range; at < (ranges?.length ?? 1); at += 1) {
    const from = at === position.range && position.key ? startPlace(table, index, position.key) : undefined;
    const page = await readPage({ ...selection, range: { ...placesOf(ranges?.[at]), from }, limit: left });
    items.push(...page.items);
    bytes += page.partitionBytes.reduce((sum, each) => sum + each, 0);
    left -= page.scannedCount;
    addPage(capacity, page, selection, request.consistent);
    if (page.lastKey) reached = { range: at, key: page.lastKey };
    else if ((left <= 0 || bytes >= MAX_PAGE_BYTES) && at + 1 < (ranges?.length ?? 1))
      reached = { range: at + 1 };
    if (reached) break;
  }
  return { items, nextToken: reached && tokenOf(request, reached), lastKey: reached?.key };
}

/**
 * The index that a SELECT reads, which has one attribute of either kind in its key.
 *
 * @throws AwsError ValidationException; the message has no name, unlike Query's
 */
export function indexOf(table: Table, name: string | undefined): SecondaryIndex | undefined {
  if (name === undefined) return undefined;
  const index = table.indexes.get(name);
  if (!index) throw validation('The table does not have the specified index');
  if (index.key.hash.length < 2 && index.key.range.length < 2) return index;
  throw validation(
    'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
  );
}

function placesOf(range: KeyRange | undefined): Selection['range'] {
  if (!range) return {};
  const partition = partitionOf(range.hash.map(encodeKey).join(''));
  return { gte: partition + range.bounds.gte, lt: partition + range.bounds.lt };
}

/** What a token is good for: the same statement with the same parameters. */
const fingerprint = ({ statement, parameters }: SelectRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([statement, parameters]))
    .digest('base64url');

const tokenOf = (request: SelectRequest, position: Position): string =>
  Buffer.from(JSON.stringify({ ...position, of: fingerprint(request) })).toString('base64');

function positionOf(request: SelectRequest): Position {
  if (request.nextToken === undefined) return { range: 0 };
  let token: { range?: unknown; key?: Item; of?: unknown };
  try {
    token = JSON.parse(Buffer.from(request.nextToken, 'base64').toString('utf8'));
  } catch {
    throw validation('Invalid NextToken');
  }
  if (typeof token?.range !== 'number' || token.range < 0) throw validation('Invalid NextToken');
  if (token.of !== fingerprint(request)) throw validation('NextToken does not match request');
  return { range: token.range, key: token.key };
}

import type { Database } from '../database.ts';
import { parseStatement } from './parse-statement.ts';
import type { Statement } from './syntax.ts';
import { findTarget } from './target.ts';
import { insertedItem, type Parameters, readParameters } from './value.ts';

/** A statement of several in a request, with its parameters. */
export interface Prepared {
  readonly statement: Statement;
  readonly parameters: Parameters;
  /** The table's name as the statement has it. */
  readonly table: string;
}

/** @throws AwsError ValidationException */
export function prepareStatement(request: { Statement?: string; Parameters?: unknown }): Prepared {
  const { statement, parameters } = parseStatement(request.Statement!);
  const source = statement.kind === 'exists' ? statement.select.source : statement.source;
  return { statement, parameters: readParameters(request.Parameters, parameters), table: source.table };
}

/** Statements of a request read, or write, all of them. @throws what `error` makes */
export function refuseMixed(statements: readonly Prepared[], error: () => Error): void {
  const reads = statements.filter(({ statement }) => statement.kind === 'select').length;
  if (reads > 0 && reads < statements.length) throw error();
}

/** No two statements of a request are for one item. @throws what `error` makes */
export function refuseSameItems(
  database: Database,
  statements: readonly Prepared[],
  error: () => Error,
): void {
  const places = new Set<string>();
  for (const prepared of statements) {
    const place = placeOf(database, prepared);
    if (place === undefined) continue;
    if (places.has(place)) throw error();
    places.add(place);
  }
}

/** Of the item a statement is for; undefined where it has none, or is wrong, which it will tell itself. */
function placeOf(database: Database, { statement, parameters, table: name }: Prepared): string | undefined {
  const table = database.find(name);
  if (!table) return undefined;
  try {
    if (statement.kind === 'insert') {
      const place = table.key.encode(insertedItem(statement.item, parameters));
      return place === undefined ? undefined : table.record.id + place;
    }
    const { where } = statement.kind === 'exists' ? statement.select : statement;
    const target = findTarget(table, where, parameters);
    return target && table.record.id + target.key.place;
  } catch {
    return undefined;
  }
}

import type { Database } from '../database.ts';
import { tableUnits } from '../items/change.ts';
import { returnedAttributes } from '../items/return-values.ts';
import { prepare } from '../items/write-action.ts';
import type { CapacityCount } from '../tables/consumed-capacity.ts';
import type { Returning } from './syntax.ts';
import type { Parameters } from './value.ts';
import { type WriteStatement, writeOf } from './write.ts';

export interface WriteRequest {
  readonly statement: WriteStatement;
  readonly parameters: Parameters;
  readonly capacity: CapacityCount;
  /** Whether the error of a failed condition carries the item. */
  readonly returnItem: boolean;
}

const RETURN_VALUES: { readonly [R in Returning]: string } = {
  'ALL OLD': 'ALL_OLD',
  'ALL NEW': 'ALL_NEW',
  'MODIFIED OLD': 'UPDATED_OLD',
  'MODIFIED NEW': 'UPDATED_NEW',
};

/** Carries a statement's write out. @returns what RETURNING asked for, as JSON bytes @throws AwsError */
export function runWrite(database: Database, request: WriteRequest): string | undefined {
  const { statement, parameters, capacity } = request;
  const action = writeOf(database, statement, parameters, request.returnItem);
  if (statement.kind === 'insert' && statement.ignoresDuplicates && action.table.get(action.key)) {
    capacity.add(action.table, 1);
    return undefined;
  }
  const change = prepare(action);
  database.commit([change]);
  capacity.add(change.table, tableUnits(change), change.indexUnits);
  const returning = statement.kind === 'insert' ? undefined : statement.returning;
  return returning && returnedAttributes(change, RETURN_VALUES[returning]);
}

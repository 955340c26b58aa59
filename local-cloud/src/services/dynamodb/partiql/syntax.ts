import type { Comparator } from '../expressions/syntax.ts';
import type { Path } from '../expressions/types.ts';
import type { AttributeValue } from '../values/index.ts';

/** A statement as its text has it: parameters have yet to be put in. */

export type Expression =
  | { readonly kind: 'literal'; readonly value: AttributeValue }
  /** Counted from zero. */
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'list'; readonly elements: readonly Expression[] }
  | { readonly kind: 'map'; readonly members: readonly (readonly [string, Expression])[] }
  | { readonly kind: 'set'; readonly elements: readonly Expression[] }
  /** In lower case. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-'; left: Expression; right: Expression }
  | { readonly kind: 'compare'; readonly operator: Comparator; left: Expression; right: Expression }
  | { readonly kind: 'between'; value: Expression; low: Expression; high: Expression }
  | { readonly kind: 'in'; value: Expression; list: readonly Expression[] }
  /** Upper case; MISSING is one. */
  | { readonly kind: 'is'; value: Expression; readonly type: string }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression };

export interface Source {
  readonly table: string;
  readonly index?: string;
}

export interface SelectStatement {
  readonly kind: 'select';
  /** Undefined for all attributes. */
  readonly paths: readonly Path[] | undefined;
  readonly source: Source;
  readonly where: Expression | undefined;
  readonly orderBy: readonly { readonly name: string; readonly descending: boolean }[];
}

export interface InsertStatement {
  readonly kind: 'insert';
  readonly source: Source;
  readonly item: Expression;
  /** ON CONFLICT DO NOTHING */
  readonly ignoresDuplicates: boolean;
}

export type Returning = 'ALL OLD' | 'MODIFIED OLD' | 'ALL NEW' | 'MODIFIED NEW';

export interface UpdateStatement {
  readonly kind: 'update';
  readonly source: Source;
  readonly sets: readonly { readonly path: Path; readonly value: Expression }[];
  readonly removes: readonly Path[];
  readonly where: Expression | undefined;
  readonly returning: Returning | undefined;
}

export interface DeleteStatement {
  readonly kind: 'delete';
  readonly source: Source;
  readonly where: Expression | undefined;
  readonly returning: Returning | undefined;
}

/** `EXISTS(SELECT …)` by itself: a condition of a transaction. */
export interface ExistsStatement {
  readonly kind: 'exists';
  readonly select: SelectStatement;
}

export type Statement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | ExistsStatement;

export interface ParsedStatement {
  readonly statement: Statement;
  /** How many parameters it takes. */
  readonly parameters: number;
}

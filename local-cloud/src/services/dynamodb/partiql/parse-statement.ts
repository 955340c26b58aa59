import { validation } from '../errors.ts';
import { isWord } from '../expressions/token-reader.ts';
import type { Path } from '../expressions/types.ts';
import { malformed, unsupported } from './errors.ts';
import { parseExpression, parseSum } from './parse-expression.ts';
import { StatementReader } from './statement-reader.ts';
import type {
  DeleteStatement,
  Expression,
  InsertStatement,
  ParsedStatement,
  Returning,
  SelectStatement,
  Source,
  Statement,
  UpdateStatement,
} from './syntax.ts';

/** Statements come again and again with other parameters: the last ones are kept. */
const KEPT_STATEMENTS = 1000;
const kept = new Map<string, ParsedStatement>();

/** @throws AwsError ValidationException */
export function parseStatement(text: string): ParsedStatement {
  const known = kept.get(text);
  if (known) return known;
  const reader = new StatementReader(text);
  const statement = read(reader);
  if (reader.token.type !== 'end') throw malformed('Unexpected token after expression');
  const parsed = { statement, parameters: reader.parameters };
  if (kept.size >= KEPT_STATEMENTS) kept.delete(kept.keys().next().value!);
  kept.set(text, parsed);
  return parsed;
}

function read(reader: StatementReader): Statement {
  if (reader.takesWord('SELECT')) return parseSelect(reader);
  if (reader.takesWord('INSERT')) return parseInsert(reader);
  if (reader.takesWord('UPDATE')) return parseUpdate(reader);
  if (reader.takesWord('DELETE')) return parseDelete(reader);
  if (reader.takesWord('FROM')) return parseFromUpdate(reader);
  if (!reader.takesWord('EXISTS')) throw malformed('Expected data manipulation');
  reader.expect('(');
  reader.expectWord('SELECT');
  const select = parseSelect(reader);
  reader.expect(')');
  return { kind: 'exists', select };
}

function parseSelect(reader: StatementReader): SelectStatement {
  const paths = parseProjection(reader);
  reader.expectWord('FROM');
  const source = parseSource(reader);
  refuseAlias(reader, ['WHERE', 'ORDER']);
  if (reader.sees(',')) throw validation('Only select from a single table or index is supported.');
  return { kind: 'select', paths, source, where: parseWhere(reader), orderBy: parseOrder(reader) };
}

function parseProjection(reader: StatementReader): readonly Path[] | undefined {
  if (reader.takes('*')) {
    if (reader.sees(',')) {
      throw validation("Other attributes should not be present in the projection when '*' is used.");
    }
    return undefined;
  }
  const paths: Path[] = [];
  do {
    const { type, text, line, column } = reader.token;
    const calls = type === 'word' && reader.next.type === 'symbol' && reader.next.text === '(';
    if (calls) throw validation(`Unexpected path component at ${line}:${column}:${text.length}`);
    if (reader.sees('*')) {
      throw validation("Other attributes should not be present in the projection when '*' is used.");
    }
    paths.push(reader.path());
    if (reader.seesWord('AS')) throw validation('Aliasing is not supported');
  } while (reader.takes(','));
  return paths;
}

function parseSource(reader: StatementReader): Source {
  const table = reader.name('a table name');
  if (!reader.takes('.')) return { table };
  const index = reader.name('an index name');
  if (reader.sees('.')) throw validation('A path may contain at most 2 components in the FROM clause');
  return { table, index };
}

/** A word behind a table's name that is none of the statement's own stands for the table elsewhere. */
function refuseAlias(reader: StatementReader, words: readonly string[]): void {
  if (reader.token.type !== 'word' || words.some((word) => reader.seesWord(word))) return;
  throw validation('Aliasing is not supported');
}

const parseWhere = (reader: StatementReader): Expression | undefined =>
  reader.takesWord('WHERE') ? parseExpression(reader) : undefined;

function parseOrder(reader: StatementReader): SelectStatement['orderBy'] {
  if (!reader.takesWord('ORDER')) return [];
  reader.expectWord('BY');
  const order: SelectStatement['orderBy'][number][] = [];
  do {
    const name = reader.name('an attribute');
    const descending = reader.takesWord('DESC');
    if (!descending) reader.takesWord('ASC');
    order.push({ name, descending });
  } while (reader.takes(','));
  return order;
}

function parseInsert(reader: StatementReader): InsertStatement {
  reader.expectWord('INTO');
  const source = parseSource(reader);
  if (isWord(reader.token, 'VALUES') || reader.sees('<<')) {
    throw unsupported(
      'Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
    );
  }
  reader.expectWord('VALUE');
  const item = parseExpression(reader);
  if (reader.seesWord('RETURNING')) throw validation('RETURNING is not supported in INSERT');
  return { kind: 'insert', source, item, ignoresDuplicates: parseConflict(reader) };
}

function parseConflict(reader: StatementReader): boolean {
  if (!reader.takesWord('ON')) return false;
  reader.expectWord('CONFLICT');
  if (reader.takesWord('DO') && reader.takesWord('NOTHING')) return true;
  throw validation('Invalid conflict action. Only "DO NOTHING" action is supported.');
}

function parseUpdate(reader: StatementReader): UpdateStatement {
  const source = parseSource(reader);
  refuseAlias(reader, ['SET', 'REMOVE']);
  const changes = parseChanges(reader);
  const where = parseWhere(reader);
  return { kind: 'update', source, ...changes, where, returning: parseReturning(reader) };
}

/** `FROM table WHERE … SET …` is an UPDATE, too. */
function parseFromUpdate(reader: StatementReader): UpdateStatement {
  const source = parseSource(reader);
  refuseAlias(reader, ['WHERE', 'SET', 'REMOVE']);
  const where = parseWhere(reader);
  const changes = parseChanges(reader);
  return { kind: 'update', source, ...changes, where, returning: parseReturning(reader) };
}

function parseChanges(reader: StatementReader): Pick<UpdateStatement, 'sets' | 'removes'> {
  const sets: UpdateStatement['sets'][number][] = [];
  const removes: Path[] = [];
  for (;;) {
    if (reader.takesWord('SET')) {
      do {
        const path = reader.path();
        reader.expect('=');
        sets.push({ path, value: parseSum(reader) });
      } while (reader.takes(','));
    } else if (reader.takesWord('REMOVE')) {
      do removes.push(reader.path());
      while (reader.takes(','));
    } else break;
  }
  if (sets.length + removes.length === 0) throw reader.unexpected('SET or REMOVE');
  return { sets, removes };
}

function parseDelete(reader: StatementReader): DeleteStatement {
  reader.expectWord('FROM');
  const source = parseSource(reader);
  refuseAlias(reader, ['WHERE', 'ORDER', 'RETURNING']);
  const where = parseWhere(reader);
  const returning = parseReturning(reader);
  if (returning && returning !== 'ALL OLD') {
    throw validation(
      `Invalid returning clause: RETURNING ${returning} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
    );
  }
  return { kind: 'delete', source, where, returning };
}

function parseReturning(reader: StatementReader): Returning | undefined {
  if (!reader.takesWord('RETURNING')) return undefined;
  const what = reader.takesWord('ALL') ? 'ALL' : reader.takesWord('MODIFIED') ? 'MODIFIED' : undefined;
  const which = reader.takesWord('OLD') ? 'OLD' : reader.takesWord('NEW') ? 'NEW' : undefined;
  if (!what || !which || !reader.takes('*')) {
    throw validation("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  }
  if (reader.sees(',')) {
    throw validation('Invalid syntax with multiple returning elements in RETURNING clause');
  }
  return `${what} ${which}`;
}

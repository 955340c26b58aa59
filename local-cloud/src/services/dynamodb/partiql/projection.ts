import { invalidParameter, validation } from '../errors.ts';
import { readPath } from '../expressions/evaluate.ts';
import type { Path, Projection } from '../expressions/types.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import { type Item, setAttribute } from '../values/index.ts';
import type { Expression, SelectStatement } from './syntax.ts';

/** What SELECT's list makes of an item: what each path leads to, by the path's last name. @throws AwsError ValidationException */
export function projectionOf(paths: readonly Path[]): Projection {
  const columns = paths.map((path) => ({ name: columnName(path), read: readPath(path) }));
  const names = columns.map(({ name }) => name);
  const duplicate = names.find((name, at) => names.indexOf(name) < at);
  if (duplicate !== undefined) throw validation(`Duplicate identifiers in select clause: ${duplicate}`);
  return {
    paths,
    project(item) {
      const projected: Item = {};
      for (const { name, read } of columns) {
        const value = read(item);
        if (value !== undefined) setAttribute(projected, name, value);
      }
      return projected;
    },
  };
}

/** `a.b[0]` is `b[0]`. */
function columnName(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  const indexes = path.slice(last + 1).map((index) => `[${index}]`);
  return `${path[last]}${indexes.join('')}`;
}

/**
 * Whether what an index lacks has to come from the table.
 *
 * @param keyed whether the index is read by its key, not from end to end
 * @throws AwsError ValidationException where it can't
 */
export function checkCarried(
  index: SecondaryIndex | undefined,
  { paths, where }: SelectStatement,
  keyed: boolean,
): boolean {
  if (!index || index.carriesAll) return false;
  const lacking = (names: readonly string[]) => [...new Set(names)].filter((name) => !index.carries(name));
  const filters = keyed && where ? lacking(namesIn(where)) : [];
  if (filters.length > 0) {
    throw invalidParameter(
      `Secondary index ${index.name} does not project one or more filter attributes: [${filters.join(', ')}]`,
    );
  }
  const missing = lacking((paths ?? []).map(([name]) => name));
  if (missing.length === 0 || !index.isGlobal) return missing.length > 0;
  throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
}

/** The attributes that a condition reads. */
function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'path':
      return [expression.path[0]];
    case 'and':
    case 'or':
      return expression.operands.flatMap(namesIn);
    case 'not':
      return namesIn(expression.operand);
    case 'compare':
    case 'arithmetic':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'between':
      return [expression.value, expression.low, expression.high].flatMap(namesIn);
    case 'in':
      return [expression.value, ...expression.list].flatMap(namesIn);
    case 'is':
      return namesIn(expression.value);
    case 'call':
      return expression.args.flatMap(namesIn);
    default:
      return [];
  }
}

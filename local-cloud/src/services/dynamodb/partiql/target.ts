import { validation } from '../errors.ts';
import type { Test } from '../expressions/evaluate.ts';
import { type ItemKey, readKey } from '../items/item-key.ts';
import type { Table } from '../tables/table.ts';
import { type AttributeValue, type Item, setAttribute, typeOf } from '../values/index.ts';
import { testOf } from './condition.ts';
import { conjuncts, requirementOf } from './keys.ts';
import type { Expression } from './syntax.ts';
import type { Parameters } from './value.ts';

/** The one item that a WHERE clause names, and what else the clause asks of it. */
export interface Target {
  readonly key: ItemKey;
  /** Undefined where it asks nothing else. */
  readonly test: Test | undefined;
}

/** @throws AwsError ValidationException where the clause does not name one item */
export function targetOf(table: Table, where: Expression | undefined, parameters: Parameters): Target {
  const target = findTarget(table, where, parameters);
  if (target) return target;
  throw validation('Where clause does not contain a mandatory equality on all key attributes');
}

/** As `targetOf`, but for clauses that may name more than one item: undefined for those. @throws AwsError ValidationException */
export function findTarget(
  table: Table,
  where: Expression | undefined,
  parameters: Parameters,
): Target | undefined {
  const key = new Map<string, AttributeValue>();
  const others: Expression[] = [];
  for (const operand of conjuncts(where)) {
    const requirement = requirementOf(operand, parameters);
    if (requirement?.operator !== '=' || !table.key.has(requirement.name)) {
      others.push(operand);
      continue;
    }
    if (key.has(requirement.name)) throw twice(requirement.name);
    key.set(requirement.name, requirement.values[0]!);
  }
  if (key.size < table.key.all.length) return undefined;
  const [first, ...rest] = others.map((operand) => testOf(operand, parameters));
  const test = first && ((item: Item) => first(item) && rest.every((each) => each(item)));
  return { key: readKey(table, keyItem(table, key)), test };
}

function keyItem(table: Table, key: ReadonlyMap<string, AttributeValue>): Item {
  const item: Item = {};
  for (const { name, type } of table.key.all) {
    const value = key.get(name)!;
    if (typeOf(value) !== type) {
      throw validation(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
    }
    setAttribute(item, name, value);
  }
  return item;
}

const twice = (name: string) =>
  validation(`Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`);

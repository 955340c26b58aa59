import type { Capacity, ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { SecondaryIndex } from './secondary-index.ts';
import type { Table } from './table.ts';

/** Capacity units that requests took, by table and index, and what the answer shows of them. */
export class CapacityCount {
  readonly #kind: 'read' | 'write';
  readonly #mode: ReturnConsumedCapacity;
  readonly #tables: Map<Table, { table: number; indexes: Map<SecondaryIndex, number> }> | undefined;

  constructor(kind: 'read' | 'write', mode: ReturnConsumedCapacity | undefined) {
    this.#kind = kind;
    this.#mode = mode ?? 'NONE';
    if (this.isWanted) this.#tables = new Map();
  }

  /** Whether anybody asked. */
  get isWanted(): boolean {
    return this.#mode !== 'NONE';
  }

  add(table: Table, units: number, indexes?: ReadonlyMap<SecondaryIndex, number>): void {
    if (!this.#tables) return;
    const count = this.#tables.get(table) ?? { table: 0, indexes: new Map() };
    count.table += units;
    for (const [index, more] of indexes ?? []) {
      count.indexes.set(index, (count.indexes.get(index) ?? 0) + more);
    }
    this.#tables.set(table, count);
  }

  /** The one table's, for operations that have one; undefined where nobody asked. */
  one(): ConsumedCapacity | undefined {
    return this.all()?.[0];
  }

  /** @param split whether units are also told as read or write units, as transactions do */
  all(split = false): ConsumedCapacity[] | undefined {
    if (!this.#tables) return undefined;
    const units = (count: number): Capacity => ({
      CapacityUnits: count,
      ...(split ? { [this.#kind === 'read' ? 'ReadCapacityUnits' : 'WriteCapacityUnits']: count } : {}),
    });
    return [...this.#tables].map(([table, count]) => {
      const sum = [...count.indexes.values()].reduce((total, each) => total + each, count.table);
      const total = { TableName: table.name, ...units(sum) };
      if (this.#mode !== 'INDEXES') return total;
      const of = (isGlobal: boolean) => {
        const shown = [...count.indexes].filter(([index]) => index.isGlobal === isGlobal);
        return shown.length > 0
          ? Object.fromEntries(shown.map(([index, each]) => [index.name, units(each)]))
          : undefined;
      };
      return {
        ...{ ...total, Table: units(count.table) },
        ...defined({ GlobalSecondaryIndexes: of(true), LocalSecondaryIndexes: of(false) }),
      };
    });
  }
}

function defined<T extends object>(members: T): Partial<T> {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Partial<T>;
}

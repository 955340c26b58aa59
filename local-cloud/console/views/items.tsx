import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { everything, type Item, keysOf, keyText, pageOfItems, plain, type Search } from '../aws/items.ts';
import type { Json } from '../aws/protocols.ts';
import { number, t } from '../i18n.ts';
import { Command, Empty, Failure } from '../parts/basics.tsx';
import { type Column, Grid } from '../parts/grid.tsx';
import { go } from '../router.ts';
import { ItemPanel } from './item-panel.tsx';
import { SearchForm } from './search-form.tsx';

interface ItemsProps {
  readonly table: Json;
  /** The key of an item, or `new`. */
  readonly selected?: string;
  readonly region: string;
  /** Called when items were put or deleted. */
  onChanged(): void;
}

/** The items that a search finds. Pages are asked for one after the other, as far as is looked at. */
export function Items({ table, selected, region, onChanged }: ItemsProps) {
  const [search, setSearch] = useState<Search>(() => everything(table.TableName));
  const [round, setRound] = useState(0);
  const found = useItems(table, search, region, round);
  const again = () => {
    setRound((before) => before + 1);
    onChanged();
  };
  const all = search.mode === 'scan' && search.filterName === '' && search.index === '';
  // How many there will be is known of a whole table alone.
  const count = found.complete || !all ? found.items.length : Math.max(found.items.length, table.ItemCount);
  const path = ['tables', table.TableName, 'items'];
  return (
    <>
      <SearchForm
        table={table}
        initial={search}
        onSearch={(next) => {
          setSearch(next);
          setRound((before) => before + 1);
        }}
      >
        <button type="button" onClick={() => go([...path, 'new'])}>
          {t('newItem')}
        </button>
        <span class="count" role="status">
          {found.complete ? number(found.items.length) : t('some', { count: number(found.items.length) })}
        </span>
      </SearchForm>
      <Failure error={found.error} />
      <Grid<Item>
        label={t('items')}
        columns={columnsOf(table, found.items)}
        count={count}
        item={(index) => found.items[index]}
        keyOf={(item) => keyText(table, item)}
        selected={selected}
        onSelect={(item) => go([...path, keyText(table, item)])}
        onView={found.want}
      >
        {found.complete && !found.error && (
          <Empty title={t(all ? 'noItems' : 'noneMatches')}>
            {all && <Command>{putCommand(table)}</Command>}
          </Empty>
        )}
      </Grid>
      {selected && <ItemPanel key={selected} {...{ table, selected, region }} onChanged={again} />}
    </>
  );
}

/** The pages of a search up to the last row that was in sight. */
function useItems(table: Json, search: Search, region: string, round: number) {
  const state = useRef({
    items: [] as Item[],
    token: undefined as Json,
    complete: false,
    busy: false,
    wanted: 0,
    run: 0,
  });
  const [error, setError] = useState<Error>();
  const [, draw] = useState(0);
  const load = useCallback(
    async (run: number) => {
      const now = state.current;
      if (now.busy) return;
      now.busy = true;
      try {
        while (run === now.run && !now.complete && now.wanted >= now.items.length) {
          const page = await pageOfItems(table, search, now.token, region);
          if (run !== now.run) break;
          now.items = now.items.concat(page.items);
          now.token = page.token;
          now.complete = page.token === undefined;
          draw((before) => before + 1);
        }
      } catch (thrown) {
        now.complete = true;
        setError(thrown as Error);
      }
      now.busy = false;
      // Another search was begun meanwhile.
      if (run !== now.run) void load(now.run);
    },
    [table.TableName, search, region, round],
  );
  useEffect(() => {
    const now = state.current;
    Object.assign(now, { items: [], token: undefined, complete: false, wanted: 0, run: now.run + 1 });
    setError(undefined);
    void load(now.run);
  }, [load]);
  const want = useCallback(
    (_: number, last: number) => {
      state.current.wanted = Math.max(state.current.wanted, last);
      void load(state.current.run);
    },
    [load],
  );
  const { items, complete } = state.current;
  return { items, complete, error, want };
}

/** Its keys, and then the attributes that the first items have. */
function columnsOf(table: Json, items: readonly Item[]): Column<Item>[] {
  const { hash, range } = keysOf(table, '');
  const names = new Set([hash, ...(range ? [range] : [])]);
  for (const item of items.slice(0, 50))
    for (const name of Object.keys(item)) if (names.size < 7) names.add(name);
  return [...names].map((name, at) => ({
    title: name,
    width: 'minmax(0, 1fr)',
    wide: at > 1,
    cell: (item) => <span class="mono">{plain(item[name]).slice(0, 200)}</span>,
  }));
}

function putCommand(table: Json): string {
  const item = Object.fromEntries(
    table.KeySchema.map(({ AttributeName }: Json) => {
      const { AttributeType } = table.AttributeDefinitions.find(
        (each: Json) => each.AttributeName === AttributeName,
      );
      return [AttributeName, { [AttributeType]: '1' }];
    }),
  );
  return `aws dynamodb put-item --table-name ${table.TableName} --item '${JSON.stringify(item)}'`;
}

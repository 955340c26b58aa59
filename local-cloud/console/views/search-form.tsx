import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { keysOf, OPERATORS, type Search } from '../aws/items.ts';
import type { Json } from '../aws/protocols.ts';
import { t } from '../i18n.ts';
import { Field } from '../parts/basics.tsx';

interface SearchFormProps {
  readonly table: Json;
  readonly initial: Search;
  readonly children?: ComponentChildren;
  onSearch(search: Search): void;
}

/** What to ask of a table: all of it, the items of a key, or a statement. */
export function SearchForm({ table, initial, children, onSearch }: SearchFormProps) {
  const [search, setSearch] = useState(initial);
  const set = (change: Partial<Search>) => setSearch({ ...search, ...change });
  const text = (name: 'hash' | 'range' | 'filterName' | 'filterValue' | 'statement') => (
    <input
      class="mono"
      value={search[name]}
      onInput={({ currentTarget }) => set({ [name]: currentTarget.value })}
    />
  );
  const choice = (
    name: 'mode' | 'index' | 'rangeOperator' | 'filterOperator',
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <select
      aria-label={label}
      value={search[name]}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
    >
      {options.map(([value, title]) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  );
  const { hash, range } = keysOf(table, search.index);
  const indexes: string[] = [
    ...(table.GlobalSecondaryIndexes ?? []),
    ...(table.LocalSecondaryIndexes ?? []),
  ].map(({ IndexName }: Json) => IndexName);
  return (
    <form
      class="items-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(search);
      }}
    >
      <Field label={t('search')}>
        {choice('mode', t('search'), [
          ['scan', t('scan')],
          ['query', t('query')],
          ['partiql', 'PartiQL'],
        ])}
      </Field>
      {search.mode === 'partiql' ? (
        <div class="grow">
          <Field label={t('statement')}>{text('statement')}</Field>
        </div>
      ) : (
        <>
          {indexes.length > 0 && (
            <Field label={t('index')}>
              {choice('index', t('index'), [
                ['', t('theTable')],
                ...indexes.map((name) => [name, name] as const),
              ])}
            </Field>
          )}
          {search.mode === 'query' && <Field label={hash}>{text('hash')}</Field>}
          {search.mode === 'query' && range && (
            <>
              <Field label={range}>{choice('rangeOperator', range, pairs(OPERATORS.slice(0, 6)))}</Field>
              <Field label={t('value')}>{text('range')}</Field>
            </>
          )}
          <Field label={t('filterAttribute')}>{text('filterName')}</Field>
          {search.filterName !== '' && (
            <>
              <Field label={t('operator')}>{choice('filterOperator', t('operator'), pairs(OPERATORS))}</Field>
              <Field label={t('value')}>{text('filterValue')}</Field>
            </>
          )}
        </>
      )}
      <button type="submit" class="primary">
        {t('run')}
      </button>
      {children}
    </form>
  );
}

const pairs = (values: readonly string[]) => values.map((value) => [value, value] as const);

import { useState } from 'preact/hooks';
import { call } from '../aws/call.ts';
import { dynamodb, type Json } from '../aws/protocols.ts';
import { useLoad } from '../hooks.ts';
import { t } from '../i18n.ts';
import { Failure } from '../parts/basics.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { JsonEditor, problemOf } from '../parts/json.tsx';
import { go } from '../router.ts';

interface ItemPanelProps {
  readonly table: Json;
  /** Its key as JSON, or `new`. */
  readonly selected: string;
  readonly region: string;
  onChanged(): void;
}

/** An item as DynamoDB writes it, to be changed and deleted. */
export function ItemPanel(props: ItemPanelProps) {
  const { table, selected, region } = props;
  const { data, error } = useLoad(
    () => (selected === 'new' ? template(table) : getItem(table.TableName, selected, region)),
    [table.TableName, selected, region],
  );
  return (
    <section class="panel" aria-label={t('item')}>
      <Failure error={error} />
      {data !== undefined && <ItemEditor {...props} initial={data} />}
    </section>
  );
}

function ItemEditor({
  table,
  selected,
  region,
  onChanged,
  initial,
}: ItemPanelProps & { readonly initial: string }) {
  const { TableName } = table;
  const [text, setText] = useState(initial);
  const [error, setError] = useState<Error>();
  const [done, setDone] = useState(false);
  const path = ['tables', TableName, 'items'];

  async function put(): Promise<void> {
    setError(undefined);
    setDone(false);
    try {
      // The item goes as it was typed: parsed and written anew, it could lose digits.
      await dynamodb('PutItem', `{"TableName":${JSON.stringify(TableName)},"Item":${text}}`, region);
      setDone(true);
      onChanged();
    } catch (thrown) {
      setError(thrown as Error);
    }
  }
  async function remove(): Promise<void> {
    await dynamodb('DeleteItem', `{"TableName":${JSON.stringify(TableName)},"Key":${selected}}`, region);
    go(path);
    onChanged();
  }
  return (
    <>
      <Failure error={error} />
      <JsonEditor label={t('item')} value={text} rows={9} onInput={setText} onSubmit={put} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          onClick={put}
          disabled={text.trim() === '' || problemOf(text) !== undefined}
        >
          {t('save')}
        </button>
        <button type="button" class="quiet" onClick={() => go(path)}>
          {t('close')}
        </button>
        {selected !== 'new' && <ConfirmButton label={t('delete')} question={t('deleteItem')} act={remove} />}
        <span role="status" class="muted">
          {done && t('saved')}
        </span>
      </div>
    </>
  );
}

/** The text of an item, which is laid out without parsing its numbers: they are texts in it. */
async function getItem(TableName: string, key: string, region: string): Promise<string> {
  const response = await call({
    ...{ service: 'dynamodb', region, method: 'POST' },
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' },
    body: `{"TableName":${JSON.stringify(TableName)},"Key":${key},"ConsistentRead":true}`,
  });
  const { Item } = await response.json();
  if (Item === undefined) throw new Error(t('noSuchItem'));
  return JSON.stringify(Item, null, 2);
}

async function template(table: Json): Promise<string> {
  const types = new Map<string, string>(
    table.AttributeDefinitions.map(({ AttributeName, AttributeType }: Json) => [
      AttributeName,
      AttributeType,
    ]),
  );
  const keys = table.KeySchema.map(({ AttributeName }: Json) => [
    AttributeName,
    { [types.get(AttributeName) ?? 'S']: '' },
  ]);
  return JSON.stringify(Object.fromEntries(keys), null, 2);
}

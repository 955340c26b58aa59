import { useCallback, useRef, useState } from 'preact/hooks';
import { type Entry, listObjects, upload } from '../aws/s3.ts';
import { useLoad } from '../hooks.ts';
import { bytes, dateTime, t } from '../i18n.ts';
import { Command, Empty, Failure } from '../parts/basics.tsx';
import { Grid } from '../parts/grid.tsx';
import { go, href } from '../router.ts';
import { ObjectPanel } from './object-panel.tsx';

/** Stands for no prefix in the page's address: prefixes end with a slash. */
export const TOP = '-';

interface BucketProps {
  readonly name: string;
  readonly prefix: string;
  readonly selected?: string;
  readonly region: string;
}

/** What is below a prefix in a bucket; files that are dropped on it are uploaded there. */
export function Bucket({ name, prefix, selected, region }: BucketProps) {
  const pages = useRef<{ entries: Entry[]; token?: string; busy: boolean }>({ entries: [], busy: false });
  const [, draw] = useState(0);
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<string>();
  const [problem, setProblem] = useState<Error>();
  const { data, error, reload } = useLoad(async () => {
    const page = await listObjects(name, prefix, undefined, region);
    pages.current = { ...page, busy: false };
    return true;
  }, [name, prefix, region]);
  const { entries, token } = pages.current;
  const want = useCallback(
    async (_: number, last: number) => {
      const now = pages.current;
      if (now.busy || now.token === undefined || last < now.entries.length - 1) return;
      now.busy = true;
      const page = await listObjects(name, prefix, now.token, region);
      pages.current = { entries: now.entries.concat(page.entries), token: page.token, busy: false };
      draw((round) => round + 1);
    },
    [name, prefix, region],
  );

  async function send(files: FileList | null | undefined): Promise<void> {
    setOver(false);
    setProblem(undefined);
    try {
      for (const file of files ?? []) {
        const title = (share: number) => setProgress(`${file.name} ${Math.round(share * 100)} %`);
        title(0);
        await upload(name, `${prefix}${file.name}`, file, region, title);
      }
    } catch (thrown) {
      setProblem(thrown as Error);
    }
    setProgress(undefined);
    reload();
  }
  const place = ['buckets', name, prefix || TOP];
  return (
    <article
      class={`fills${over ? ' drop' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        void send(event.dataTransfer?.files);
      }}
    >
      <header class="title">
        <h2>
          <Crumbs name={name} prefix={prefix} />
        </h2>
        <label class="file">
          {t('upload')}
          <input type="file" multiple onChange={({ currentTarget }) => send(currentTarget.files)} />
        </label>
        <span role="status" class="muted">
          {progress}
        </span>
      </header>
      <Failure error={error ?? problem} />
      <Grid<Entry>
        label={t('objects')}
        columns={[
          {
            title: t('key'),
            width: 'minmax(0, 1fr)',
            cell: ({ key }) => <span class="mono">{key.slice(prefix.length)}</span>,
          },
          {
            title: t('size'),
            width: '5rem',
            numeric: true,
            cell: ({ folder, size }) => (folder ? '' : bytes(size)),
          },
          {
            title: t('modified'),
            width: '12rem',
            wide: true,
            cell: ({ changed }) => changed && dateTime(changed),
          },
        ]}
        count={entries.length + (token === undefined ? 0 : 1)}
        item={(index) => entries[index]}
        keyOf={({ key }) => key}
        selected={selected}
        onSelect={({ key, folder }) => go(folder ? ['buckets', name, key] : [...place, key])}
        onView={want}
      >
        {data && (
          <Empty title={t('noObjects')}>
            <Command>{`aws s3 cp picture.png s3://${name}/${prefix}`}</Command>
          </Empty>
        )}
      </Grid>
      {selected && (
        <ObjectPanel
          key={selected}
          {...{ bucket: name, objectKey: selected, region }}
          onClose={() => go(place)}
          onDeleted={() => {
            go(place);
            reload();
          }}
        />
      )}
    </article>
  );
}

function Crumbs({ name, prefix }: { readonly name: string; readonly prefix: string }) {
  const folders = prefix.split('/').slice(0, -1);
  return (
    <nav class="crumbs" aria-label={t('path')}>
      <a href={href(['buckets', name])}>{name}</a>
      {folders.map((folder, index) => (
        <>
          <span aria-hidden="true">/</span>
          <a href={href(['buckets', name, `${folders.slice(0, index + 1).join('/')}/`])}>
            {folder || t('nameless')}
          </a>
        </>
      ))}
    </nav>
  );
}

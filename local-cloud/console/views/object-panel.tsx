import { useEffect } from 'preact/hooks';
import { call } from '../aws/call.ts';
import { downloadUrl, isReachable, objectPath } from '../aws/s3.ts';
import { useLoad } from '../hooks.ts';
import { bytes, dateTime, t } from '../i18n.ts';
import { Facts, Failure } from '../parts/basics.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { JsonText } from '../parts/json.tsx';

/** Of a longer text the beginning is shown. */
const MOST_TEXT = 256 * 1024;
const MOST_IMAGE = 20 * 2 ** 20;

interface ObjectPanelProps {
  readonly bucket: string;
  readonly objectKey: string;
  readonly region: string;
  onClose(): void;
  onDeleted(): void;
}

/** An object: what is known of it, and how it looks. */
export function ObjectPanel({ bucket, objectKey, region, onClose, onDeleted }: ObjectPanelProps) {
  const path = objectPath(bucket, objectKey);
  const { data, error } = useLoad(() => look(objectKey, path, region), [path, region]);
  useEffect(() => () => (data?.image === undefined ? undefined : URL.revokeObjectURL(data.image)), [data]);
  const remove = async () => {
    await call({ service: 's3', region, method: 'DELETE', path });
    onDeleted();
  };
  return (
    <section class="panel preview" aria-label={objectKey}>
      <header class="title">
        <h2 class="mono">{objectKey}</h2>
        {isReachable(objectKey) && (
          <>
            <a href={downloadUrl(bucket, objectKey, region)} download={objectKey.split('/').at(-1)}>
              {t('download')}
            </a>
            <ConfirmButton label={t('delete')} question={t('deleteObject')} act={remove} />
          </>
        )}
        <button type="button" class="quiet" onClick={onClose}>
          {t('close')}
        </button>
      </header>
      <Failure error={error} />
      {data && (
        <>
          <Facts
            facts={[
              [t('type'), data.type],
              [t('size'), bytes(data.size)],
              [t('modified'), data.changed && dateTime(data.changed)],
              ['ETag', <span class="mono">{data.etag}</span>],
              [t('version'), data.version && <span class="mono">{data.version}</span>],
              ...data.metadata,
            ]}
          />
          {data.image && <img src={data.image} alt={objectKey} />}
          {data.text !== undefined && <JsonText label={t('content')} text={data.text} />}
        </>
      )}
    </section>
  );
}

async function look(key: string, path: string, region: string) {
  if (!isReachable(key)) throw new Error(t('dotKey'));
  const { headers } = await call({ service: 's3', region, method: 'HEAD', path });
  const type = headers.get('content-type') ?? '';
  const size = Number(headers.get('content-length') ?? 0);
  const facts = {
    ...{ type, size },
    changed: headers.get('last-modified') ?? '',
    etag: headers.get('etag') ?? '',
    version: headers.get('x-amz-version-id') ?? '',
    metadata: [...headers].filter(([name]) => name.startsWith('x-amz-meta-')),
  };
  const get = (range?: string) => call({ service: 's3', region, path, headers: range ? { range } : {} });
  if (/^image\/(png|jpeg|gif|webp|avif|svg\+xml|bmp)/.test(type) && size <= MOST_IMAGE) {
    const blob = await (await get()).blob();
    return { ...facts, image: URL.createObjectURL(blob.slice(0, blob.size, type)), text: undefined };
  }
  if (size === 0) return { ...facts, image: undefined, text: '' };
  const start = new Uint8Array(await (await get(`bytes=0-${MOST_TEXT - 1}`)).arrayBuffer());
  return { ...facts, image: undefined, text: textOf(start) };
}

/** The text that bytes are, undefined for those that are none. */
function textOf(start: Uint8Array): string | undefined {
  if (start.includes(0)) return undefined;
  // The last character may have been cut through.
  for (const end of [start.length, start.length - 1, start.length - 2, start.length - 3]) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(start.subarray(0, end));
    } catch {
      // Not with that end.
    }
  }
  return undefined;
}

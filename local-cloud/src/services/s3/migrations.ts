import { fromText, toText } from '../../core/records/structured.ts';
import { StoreError } from '../../core/store/disk/directory.ts';
import type { Space, Store, Write } from '../../core/store/store.ts';
import { readXml } from '../../protocols/shapes/read-xml.ts';
import type { XmlElement } from '../../protocols/xml-document.ts';
import { CONFIGURATIONS, type ConfigurationKind } from './configuration.ts';
import { model } from './input.ts';

const BUCKETS = 's3/global/buckets';

type Fields = Readonly<Record<string, unknown>>;

/** Format 2 has configurations as data instead of documents, and what an object's headers say by the names of members. */
export function toSecondFormat(store: Store): Write[] {
  const named = (start: string) => store.spaces(`s3/global/${start}/`).map((name) => store.space(name));
  return [
    ...rewritten(store.space(BUCKETS), (bucket) => withConfigurations(bucket as Fields)),
    ...named('objects').flatMap((space) =>
      rewritten(space, (versions) => (versions as readonly Fields[]).map(withProperties)),
    ),
    // An upload's parts lie beside it, and have no headers.
    ...named('uploads')
      .filter(({ name }) => !name.includes('\0'))
      .flatMap((space) => rewritten(space, (upload) => withProperties(upload as Fields))),
  ];
}

function rewritten(space: Space, change: (record: unknown) => unknown): Write[] {
  const writes: Write[] = [];
  const cursor = space.range();
  while (cursor.next()) {
    const [place, record] = fromText(cursor.value) as [number, unknown];
    writes.push({ space, key: cursor.key, value: toText([place, change(record)]) });
  }
  return writes;
}

const SHAPES: Readonly<Record<ConfigurationKind, string>> = {
  accelerate: 'AccelerateConfiguration',
  cors: 'CORSConfiguration',
  encryption: 'ServerSideEncryptionConfiguration',
  lifecycle: 'BucketLifecycleConfiguration',
  ownershipControls: 'OwnershipControls',
  publicAccessBlock: 'PublicAccessBlockConfiguration',
  requestPayment: 'RequestPaymentConfiguration',
  tagging: 'Tagging',
};

function withConfigurations({ configuration, ...bucket }: Fields): Fields {
  const configurations: Record<string, unknown> = {};
  for (const [kind, document] of configuration as ReadonlyMap<ConfigurationKind, Fields>) {
    // An empty document stood for one that was deleted.
    const isDeleted = Object.keys(document).length === 0;
    configurations[kind] = isDeleted ? null : dataOf(kind, document, String(bucket.name));
  }
  return { ...bucket, configurations };
}

function dataOf(kind: ConfigurationKind, document: Fields, bucket: string): unknown {
  const { completed } = CONFIGURATIONS[kind];
  const refuse = () =>
    new StoreError(
      `The ${kind} configuration of the bucket ${bucket} has elements that S3 does not know: ` +
        'start once with the version of local-cloud that wrote it and delete that, or begin anew (local-cloud reset).',
    );
  const data = readXml(model(), SHAPES[kind], elementOf(document), refuse);
  return completed ? (completed as (given: unknown) => unknown)(data) : data;
}

/** Documents were records of texts, with lists where an element came several times. */
function elementOf(value: unknown): XmlElement {
  if (typeof value !== 'object' || value === null) {
    return { attributes: {}, children: [], text: value === undefined ? '' : String(value) };
  }
  const children = Object.entries(value).flatMap(([name, inner]) => {
    if (inner === undefined || inner === null) return [];
    return [inner].flat().map((each) => [name, elementOf(each)] as const);
  });
  return { attributes: {}, children, text: '' };
}

const MEMBERS: Readonly<Record<string, string>> = {
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'content-type': 'ContentType',
  expires: 'Expires',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-bucket-key-enabled': 'BucketKeyEnabled',
  'x-amz-storage-class': 'StorageClass',
  'x-amz-website-redirect-location': 'WebsiteRedirectLocation',
};

/** Delete markers have no headers. */
function withProperties({ headers, ...record }: Fields): Fields {
  if (headers === undefined) return record;
  const properties = Object.entries(headers as Fields).map(([name, value]) => {
    const member = MEMBERS[name] ?? name;
    return [member, member === 'BucketKeyEnabled' ? value === 'true' : value];
  });
  return { ...record, properties: Object.fromEntries(properties) };
}

import type { XmlValue } from '../../protocols/xml.ts';
import type { Blob } from './blobs.ts';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends in `-PARTS`. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** What an uploader says about an object, apart from its bytes. */
export interface Description {
  /** Stored headers by lower-case name: `content-type`, `cache-control`, `x-amz-storage-class` and so on. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata by lower-case name, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A part of an object that was uploaded in several. */
export interface ObjectPart {
  readonly partNumber: number;
  readonly size: number;
  readonly checksum: Checksum;
}

export interface ObjectVersion extends Description {
  readonly kind: 'object';
  readonly key: string;
  /** `null`, as text, in a bucket without versioning. */
  readonly versionId: string;
  /** Whole seconds, as S3 keeps it. */
  readonly lastModified: Date;
  /** Without the quotes. */
  readonly etag: string;
  readonly size: number;
  readonly blobs: readonly Blob[];
  readonly checksum: Checksum;
  readonly parts?: readonly ObjectPart[];
  tags: readonly Tag[];
  acl: string;
}

export interface DeleteMarker {
  readonly kind: 'delete-marker';
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
}

export type Version = ObjectVersion | DeleteMarker;

/** An operation's answer: a document, a body, or neither, with headers of its own. */
export interface S3Output {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly document?: { readonly root: string; readonly content: XmlValue };
  readonly body?: string | Buffer | import('node:stream').Readable;
}

/** The input of operations on a bucket: path and query parameters, all text. */
export interface BucketInput {
  readonly Bucket: string;
  readonly [parameter: string]: string | undefined;
}

/** The input of operations on an object. */
export interface ObjectInput extends BucketInput {
  readonly Key: string;
}

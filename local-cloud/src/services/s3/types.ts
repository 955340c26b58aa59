import type { ObjectCannedACL, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Blob } from './blobs.ts';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends in `-PARTS`. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** The SDK's types have a date there; S3 keeps whatever an uploader sent. */
export type AsSent<T> = Omit<T, 'Expires'> & { readonly Expires?: string };

/** What an uploader says about an object, apart from its bytes: under the names that members of inputs and outputs have. */
export type Properties = Readonly<
  Pick<
    AsSent<PutObjectRequest>,
    | 'CacheControl'
    | 'ContentDisposition'
    | 'ContentEncoding'
    | 'ContentLanguage'
    | 'ContentType'
    | 'Expires'
    | 'WebsiteRedirectLocation'
    | 'ServerSideEncryption'
    | 'SSEKMSKeyId'
    | 'BucketKeyEnabled'
    | 'StorageClass'
  >
>;

export interface Description {
  readonly properties: Properties;
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
  /** Of the multipart upload that made it. */
  readonly uploadId?: string;
  tags: readonly Tag[];
  acl: ObjectCannedACL;
}

export interface DeleteMarker {
  readonly kind: 'delete-marker';
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
}

export type Version = ObjectVersion | DeleteMarker;

/** What is of a bucket, as inputs name it. */
export interface OfBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** What is of an object. */
export interface OfObject extends OfBucket {
  readonly Key: string;
}

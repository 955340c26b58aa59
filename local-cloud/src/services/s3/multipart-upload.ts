import type { ObjectCannedACL } from '@aws-sdk/client-s3';
import type { Packing } from '../../core/records/collection.ts';
import type { Blob } from './blobs.ts';
import type { Checksum, ChecksumAlgorithm, ChecksumType, Description, Tag } from './types.ts';

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly blob: Blob;
  readonly lastModified: Date;
  readonly checksum: Checksum;
}

/** An upload under way. It is in its bucket's list until it is completed or aborted. */
export interface MultipartUpload extends Description {
  readonly uploadId: string;
  readonly key: string;
  readonly initiated: Date;
  readonly algorithm: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
  /** Whether the uploader chose the algorithm; only then do answers tell the checksums. */
  readonly algorithmChosen: boolean;
  readonly tags: readonly Tag[];
  readonly acl: ObjectCannedACL;
  readonly parts: Map<number, UploadedPart>;
}

/** An upload is kept apart from its parts, of which there may be ten thousand. */
export const uploadPacking: Packing<MultipartUpload> = {
  pack: ({ parts: _, ...upload }) => upload,
  parts: ({ parts }) => [...parts].map(([number, part]) => [String(number), part] as const),
  unpack: (data, parts) => ({
    ...(data as Omit<MultipartUpload, 'parts'>),
    parts: new Map([...parts].map(([number, part]) => [Number(number), part as UploadedPart])),
  }),
};

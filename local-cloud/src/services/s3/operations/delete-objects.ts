import type {
  DeletedObject,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  _Error as ObjectError,
} from '@aws-sdk/client-s3';
import { notSupported } from '../../../core/aws-error.ts';
import { isObject } from '../bucket.ts';
import { malformedXml, noSuchVersion, preconditionFailed, type S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';
import type { Version } from '../types.ts';
import { versionMoment } from '../version-id.ts';
import { deleteObject } from './delete-object.ts';

const MAX_OBJECTS = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects = modelled<DeleteObjectsRequest, Promise<DeleteObjectsOutput>>(
  'DeleteObjects',
  async (input, context) => {
    const { Objects, Quiet } = input.Delete;
    if (Objects.length === 0 || Objects.length > MAX_OBJECTS) throw malformedXml();
    const bucket = requireBucket(input, context);
    // Before any of them is gone.
    if (Objects.some(({ LastModifiedTime, Size }) => LastModifiedTime !== undefined || Size !== undefined)) {
      throw notSupported('Deleting by size or by time of change, which only directory buckets have,');
    }
    const Deleted: DeletedObject[] = [];
    const Errors: ObjectError[] = [];
    for (const { Key, VersionId, ETag } of Objects) {
      const refuse = ({ code, message }: S3Error, of: object = {}) =>
        Errors.push({ Key, ...of, Code: code, Message: message });
      if (ETag !== undefined && !matches(bucket.latest(Key), ETag)) {
        refuse(preconditionFailed('If-Match'));
        continue;
      }
      if (VersionId !== undefined && !bucket.version(Key, VersionId) && !mayHaveBeen(VersionId)) {
        refuse(noSuchVersion(Key, VersionId), { VersionId });
        continue;
      }
      const gone = await deleteObject({ Bucket: input.Bucket, Key, VersionId }, context);
      Deleted.push({
        Key,
        VersionId,
        DeleteMarker: gone.DeleteMarker,
        DeleteMarkerVersionId: gone.DeleteMarker ? gone.VersionId : undefined,
      });
    }
    return { Deleted: Quiet ? [] : Deleted, Errors };
  },
);

/** Whether there may have been such a version, which is then deleted already. */
const mayHaveBeen = (versionId: string): boolean =>
  versionId === 'null' || versionMoment(versionId) !== undefined;

const matches = (version: Version | undefined, etag: string): boolean =>
  isObject(version) && (etag === '*' || etag.replaceAll('"', '') === version.etag);

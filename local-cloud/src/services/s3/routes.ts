import type { Route } from '../../protocols/routes.ts';

const bucket = (method: string, parameter?: string, status = 200): Route => ({
  ...{ method, path: '/{Bucket}', status },
  ...(parameter === undefined ? {} : { requires: [parameter] }),
});

const object = (method: string, parameters: readonly string[] = [], status = 200): Route => ({
  ...{ method, path: '/{Bucket}/{Key+}', status, requires: parameters },
});

/**
 * How S3's operations are told apart: by method, level and sub-resource. Operations that are not supported are here,
 * too, so that a request for one is not taken for another and the answer names it.
 */
export const ROUTES = {
  ListBuckets: { method: 'GET', path: '/', status: 200 },
  CreateBucket: bucket('PUT'),
  HeadBucket: bucket('HEAD'),
  DeleteBucket: bucket('DELETE', undefined, 204),
  PostObject: bucket('POST'),
  ListObjects: bucket('GET'),
  ListObjectsV2: bucket('GET', 'list-type'),
  ListObjectVersions: bucket('GET', 'versions'),
  ListMultipartUploads: bucket('GET', 'uploads'),
  DeleteObjects: bucket('POST', 'delete'),
  GetBucketLocation: bucket('GET', 'location'),
  GetBucketPolicyStatus: bucket('GET', 'policyStatus'),
  ...subResource('policy', 'BucketPolicy', 204),
  ...subResource('acl', 'BucketAcl'),
  ...subResource('versioning', 'BucketVersioning'),
  ...subResource('encryption', 'BucketEncryption'),
  ...subResource('publicAccessBlock', 'PublicAccessBlock'),
  ...subResource('ownershipControls', 'BucketOwnershipControls'),
  ...subResource('tagging', 'BucketTagging', 204),
  ...subResource('cors', 'BucketCors'),
  ...lifecycle(),
  ...subResource('notification', 'BucketNotificationConfiguration'),
  ...subResource('logging', 'BucketLogging'),
  ...subResource('website', 'BucketWebsite'),
  ...subResource('accelerate', 'BucketAccelerateConfiguration'),
  ...subResource('requestPayment', 'BucketRequestPayment'),
  ...subResource('replication', 'BucketReplication'),
  ...subResource('object-lock', 'ObjectLockConfiguration'),
  ...subResource('analytics', 'BucketAnalyticsConfiguration'),
  ...subResource('intelligent-tiering', 'BucketIntelligentTieringConfiguration'),
  ...subResource('inventory', 'BucketInventoryConfiguration'),
  ...subResource('metrics', 'BucketMetricsConfiguration'),
  ...subResource('abac', 'BucketAbac'),
  ...subResource('metadataConfiguration', 'BucketMetadataConfiguration'),
  ...subResource('metadataTable', 'BucketMetadataTableConfiguration'),
  CreateSession: bucket('GET', 'session'),

  PutObject: object('PUT'),
  GetObject: object('GET'),
  HeadObject: object('HEAD'),
  DeleteObject: object('DELETE', [], 204),
  CreateMultipartUpload: object('POST', ['uploads']),
  UploadPart: object('PUT', ['partNumber', 'uploadId']),
  CompleteMultipartUpload: object('POST', ['uploadId']),
  AbortMultipartUpload: object('DELETE', ['uploadId'], 204),
  ListParts: object('GET', ['uploadId']),
  GetObjectTagging: object('GET', ['tagging']),
  PutObjectTagging: object('PUT', ['tagging']),
  DeleteObjectTagging: object('DELETE', ['tagging'], 204),
  GetObjectAcl: object('GET', ['acl']),
  PutObjectAcl: object('PUT', ['acl']),
  GetObjectAttributes: object('GET', ['attributes']),
  GetObjectRetention: object('GET', ['retention']),
  PutObjectRetention: object('PUT', ['retention']),
  GetObjectLegalHold: object('GET', ['legal-hold']),
  PutObjectLegalHold: object('PUT', ['legal-hold']),
  GetObjectTorrent: object('GET', ['torrent']),
  RenameObject: object('PUT', ['renameObject']),
  UpdateObjectEncryption: object('PUT', ['encryption']),
  RestoreObject: object('POST', ['restore']),
  SelectObjectContent: object('POST', ['select']),
} satisfies Readonly<Record<string, Route>>;

/** Deleting is named otherwise than the rest. */
function lifecycle() {
  const { GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration } = subResource(
    'lifecycle',
    'BucketLifecycleConfiguration',
  );
  const DeleteBucketLifecycle = bucket('DELETE', 'lifecycle', 204);
  return { GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration, DeleteBucketLifecycle };
}

/** The three operations that most sub-resources of a bucket have. */
function subResource<Name extends string>(
  parameter: string,
  name: Name,
  putStatus = 200,
): Record<`Get${Name}` | `Put${Name}` | `Delete${Name}`, Route> {
  return {
    [`Get${name}`]: bucket('GET', parameter),
    [`Put${name}`]: bucket('PUT', parameter, putStatus),
    [`Delete${name}`]: bucket('DELETE', parameter, 204),
    // A template literal's type is lost in computed keys.
  } as Record<`Get${Name}` | `Put${Name}` | `Delete${Name}`, Route>;
}

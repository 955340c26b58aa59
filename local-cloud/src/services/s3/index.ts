import type { AnyOperation } from '../../protocols/operation.ts';
import type { Service } from '../service.ts';
import { bucket } from './cloudformation/bucket.ts';
import { bucketPolicy } from './cloudformation/bucket-policy.ts';
import { S3_GAPS, S3_INERT } from './gaps.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './operations/acl.ts';
import {
  deleteConfiguration,
  getConfiguration,
  putConfiguration,
} from './operations/bucket-configuration.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './operations/bucket-policy.ts';
import { getBucketVersioning, putBucketVersioning } from './operations/bucket-versioning.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { headBucket } from './operations/head-bucket.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects, listObjectsV2 } from './operations/list-objects.ts';
import { listParts } from './operations/list-parts.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tagging.ts';
import { putEmptyConfiguration } from './operations/put-empty-configuration.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart, uploadPartCopy } from './operations/upload-part.ts';
import { s3Protocol } from './protocol.ts';

/** Terraform waits until it reads this back. */
const LIFECYCLE_HEADERS = { 'x-amz-transition-default-minimum-object-size': 'all_storage_classes_128K' };

const operations = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteBucketCors: deleteConfiguration('cors'),
  DeleteBucketEncryption: deleteConfiguration('encryption'),
  DeleteBucketLifecycle: deleteConfiguration('lifecycle'),
  DeleteBucketOwnershipControls: deleteConfiguration('ownershipControls'),
  DeleteBucketPolicy: deleteBucketPolicy,
  DeleteBucketReplication: deleteConfiguration('replication'),
  DeleteBucketTagging: deleteConfiguration('tagging'),
  DeleteBucketWebsite: deleteConfiguration('website'),
  DeleteObject: deleteObject,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObjects: deleteObjects,
  DeletePublicAccessBlock: deleteConfiguration('publicAccessBlock'),
  GetBucketAccelerateConfiguration: getConfiguration('accelerate'),
  GetBucketAcl: getBucketAcl,
  GetBucketCors: getConfiguration('cors'),
  GetBucketEncryption: getConfiguration('encryption'),
  GetBucketLifecycleConfiguration: getConfiguration('lifecycle', LIFECYCLE_HEADERS),
  GetBucketLocation: getBucketLocation,
  GetBucketLogging: getConfiguration('logging'),
  GetBucketNotificationConfiguration: getConfiguration('notification'),
  GetBucketOwnershipControls: getConfiguration('ownershipControls'),
  GetBucketPolicy: getBucketPolicy,
  GetBucketReplication: getConfiguration('replication'),
  GetBucketRequestPayment: getConfiguration('requestPayment'),
  GetBucketTagging: getConfiguration('tagging'),
  GetBucketVersioning: getBucketVersioning,
  GetBucketWebsite: getConfiguration('website'),
  GetObject: getObject,
  GetObjectAcl: getObjectAcl,
  GetObjectAttributes: getObjectAttributes,
  GetObjectLockConfiguration: getConfiguration('objectLock'),
  GetObjectTagging: getObjectTagging,
  GetPublicAccessBlock: getConfiguration('publicAccessBlock'),
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  PutBucketAccelerateConfiguration: putConfiguration('accelerate'),
  PutBucketAcl: putBucketAcl,
  PutBucketCors: putConfiguration('cors'),
  PutBucketEncryption: putConfiguration('encryption'),
  PutBucketLifecycleConfiguration: putConfiguration('lifecycle', LIFECYCLE_HEADERS),
  PutBucketLogging: putEmptyConfiguration('logging', 'Server access logging'),
  PutBucketNotificationConfiguration: putEmptyConfiguration('notification', 'Event notification'),
  PutBucketOwnershipControls: putConfiguration('ownershipControls'),
  PutBucketPolicy: putBucketPolicy,
  PutBucketRequestPayment: putConfiguration('requestPayment'),
  PutBucketTagging: putConfiguration('tagging'),
  PutBucketVersioning: putBucketVersioning,
  PutObject: putObject,
  PutObjectAcl: putObjectAcl,
  PutObjectTagging: putObjectTagging,
  PutPublicAccessBlock: putConfiguration('publicAccessBlock'),
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
} satisfies Record<string, AnyOperation>;

/** Amazon S3. Objects are files in the cloud's own folder and stream in and out; everything else is in memory. */
export const s3: Service = {
  id: 's3',
  title: 'Amazon S3',
  signingNames: ['s3'],
  protocol: s3Protocol,
  operations,
  resourceTypes: [bucket, bucketPolicy],
  inert: S3_INERT,
  gaps: S3_GAPS,
};

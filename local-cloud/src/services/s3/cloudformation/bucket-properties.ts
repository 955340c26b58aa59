import type {
  BucketLifecycleConfiguration,
  CORSConfiguration,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tagging,
} from '@aws-sdk/client-s3';
import { notSupported } from '../../../core/aws-error.ts';
import type { Checked, Given } from '../../../protocols/shapes/modelled.ts';
import { type Tag, tagList } from '../../../resources/tags.ts';
import { type LifecycleRule, lifecycleRule } from './lifecycle-rule.ts';

export interface BucketProperties {
  readonly BucketName?: string;
  readonly AccessControl?: string;
  readonly AccelerateConfiguration?: unknown;
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration?: readonly {
      readonly BucketKeyEnabled?: boolean;
      readonly ServerSideEncryptionByDefault?: {
        readonly SSEAlgorithm?: string;
        readonly KMSMasterKeyID?: string;
      };
    }[];
  };
  readonly CorsConfiguration?: {
    readonly CorsRules?: readonly {
      readonly Id?: string;
      readonly AllowedHeaders?: readonly string[];
      readonly AllowedMethods?: readonly string[];
      readonly AllowedOrigins?: readonly string[];
      readonly ExposedHeaders?: readonly string[];
      readonly MaxAge?: number;
    }[];
  };
  readonly LifecycleConfiguration?: { readonly Rules?: readonly LifecycleRule[] };
  readonly OwnershipControls?: { readonly Rules?: readonly { readonly ObjectOwnership?: string }[] };
  readonly PublicAccessBlockConfiguration?: Given<PublicAccessBlockConfiguration>;
  readonly Tags?: readonly Tag[];
  readonly VersioningConfiguration?: { readonly Status?: string };
}

/** What of the schema's definitions has its effect. */
export const BUCKET_MEMBERS = {
  AbortIncompleteMultipartUpload: ['DaysAfterInitiation'],
  BucketEncryption: ['ServerSideEncryptionConfiguration'],
  CorsConfiguration: ['CorsRules'],
  CorsRule: ['AllowedHeaders', 'AllowedMethods', 'AllowedOrigins', 'ExposedHeaders', 'Id', 'MaxAge'],
  LifecycleConfiguration: ['Rules'],
  NoncurrentVersionExpiration: ['NewerNoncurrentVersions', 'NoncurrentDays'],
  NoncurrentVersionTransition: ['NewerNoncurrentVersions', 'StorageClass', 'TransitionInDays'],
  OwnershipControls: ['Rules'],
  OwnershipControlsRule: ['ObjectOwnership'],
  PublicAccessBlockConfiguration: [
    ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'],
  ],
  Rule: [
    ...[
      'AbortIncompleteMultipartUpload',
      'ExpirationDate',
      'ExpirationInDays',
      'ExpiredObjectDeleteMarker',
      'Id',
    ],
    ...[
      'NoncurrentVersionExpiration',
      'NoncurrentVersionExpirationInDays',
      'NoncurrentVersionTransition',
      'NoncurrentVersionTransitions',
      'ObjectSizeGreaterThan',
      'ObjectSizeLessThan',
    ],
    ...['Prefix', 'Status', 'TagFilters', 'Transition', 'Transitions'],
  ],
  ServerSideEncryptionByDefault: ['KMSMasterKeyID', 'SSEAlgorithm'],
  ServerSideEncryptionRule: ['BucketKeyEnabled', 'ServerSideEncryptionByDefault'],
  TagFilter: ['Key', 'Value'],
  Transition: ['StorageClass', 'TransitionDate', 'TransitionInDays'],
  VersioningConfiguration: ['Status'],
};

/** A bucket's configuration, as the S3 API takes it. */
interface Documents {
  readonly ownershipControls?: Given<OwnershipControls>;
  readonly cors?: Given<CORSConfiguration>;
  readonly encryption?: Given<ServerSideEncryptionConfiguration>;
  readonly lifecycle?: Given<BucketLifecycleConfiguration>;
  readonly publicAccessBlock?: Given<PublicAccessBlockConfiguration>;
  readonly tagging?: Checked<Tagging>;
}

/** The bucket's configuration documents, as the S3 API has them; undefined where the template says nothing. */
export function configurationDocuments(properties: BucketProperties, stackTags: readonly Tag[]): Documents {
  const TagSet = tagList(stackTags, properties.Tags);
  const ownership = properties.OwnershipControls?.Rules;
  const cors = properties.CorsConfiguration?.CorsRules;
  const encryption = properties.BucketEncryption?.ServerSideEncryptionConfiguration;
  const lifecycle = properties.LifecycleConfiguration?.Rules;
  return {
    // Before the others, because the ACL depends on it.
    ownershipControls: ownership && { Rules: ownership.map(({ ObjectOwnership }) => ({ ObjectOwnership })) },
    cors: cors && {
      CORSRules: cors.map((rule) => ({
        ID: rule.Id,
        AllowedHeaders: rule.AllowedHeaders,
        AllowedMethods: rule.AllowedMethods,
        AllowedOrigins: rule.AllowedOrigins,
        ExposeHeaders: rule.ExposedHeaders,
        MaxAgeSeconds: rule.MaxAge,
      })),
    },
    encryption: encryption && {
      Rules: encryption.map(({ ServerSideEncryptionByDefault: defaults, BucketKeyEnabled }) => ({
        ApplyServerSideEncryptionByDefault: defaults && {
          SSEAlgorithm: defaults.SSEAlgorithm,
          KMSMasterKeyID: defaults.KMSMasterKeyID,
        },
        BucketKeyEnabled: BucketKeyEnabled,
      })),
    },
    lifecycle: lifecycle && { Rules: lifecycle.map(lifecycleRule) },
    publicAccessBlock: properties.PublicAccessBlockConfiguration,
    tagging: TagSet.length > 0 ? { TagSet } : undefined,
  };
}

const ACLS: Readonly<Record<string, string>> = {
  Private: 'private',
  PublicRead: 'public-read',
  PublicReadWrite: 'public-read-write',
  AuthenticatedRead: 'authenticated-read',
  LogDeliveryWrite: 'log-delivery-write',
  // S3 passes over these two where a bucket is created with them: they are of objects.
  BucketOwnerRead: 'private',
  BucketOwnerFullControl: 'private',
};

/** The API's name of a canned ACL. @throws AwsError NotImplemented (501) for AwsExecRead */
export function cannedAclName(name: string): string {
  const acl = ACLS[name];
  if (acl === undefined) throw notSupported(`AccessControl ${name}`);
  return acl;
}

import { AwsError } from '../../../core/aws-error.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import type { Tag } from '../types.ts';
import { type LifecycleRule, lifecycleRule } from './lifecycle-rule.ts';

/** Numbers and truth values may come as text. */
type Text = string | number | boolean;

export interface BucketProperties {
  readonly BucketName?: string;
  readonly AccessControl?: string;
  readonly AccelerateConfiguration?: unknown;
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration?: readonly {
      readonly BucketKeyEnabled?: Text;
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
      readonly MaxAge?: Text;
    }[];
  };
  readonly LifecycleConfiguration?: { readonly Rules?: readonly LifecycleRule[] };
  readonly OwnershipControls?: { readonly Rules?: readonly { readonly ObjectOwnership?: string }[] };
  readonly PublicAccessBlockConfiguration?: Readonly<Record<string, Text>>;
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
      'Prefix',
      'Status',
      'Transitions',
    ],
  ],
  ServerSideEncryptionByDefault: ['KMSMasterKeyID', 'SSEAlgorithm'],
  ServerSideEncryptionRule: ['BucketKeyEnabled', 'ServerSideEncryptionByDefault'],
  Transition: ['StorageClass', 'TransitionDate', 'TransitionInDays'],
  VersioningConfiguration: ['Status'],
};

type DocumentKind =
  | 'cors'
  | 'encryption'
  | 'lifecycle'
  | 'ownershipControls'
  | 'publicAccessBlock'
  | 'tagging';

/** The bucket's configuration documents, as the S3 API has them; undefined where the template says nothing. */
export function configurationDocuments(
  properties: BucketProperties,
  stackTags: readonly Tag[],
): Record<DocumentKind, XmlRecord | undefined> {
  const tags = new Map([...stackTags, ...(properties.Tags ?? [])].map(({ Key, Value }) => [Key, Value]));
  const TagSet = { Tag: [...tags].map(([Key, Value]) => ({ Key, Value: String(Value) })) };
  const block = properties.PublicAccessBlockConfiguration;
  return {
    // Before the others, because the ACL depends on it.
    ownershipControls: mapRules(properties.OwnershipControls?.Rules, 'Rule', ({ ObjectOwnership }) => ({
      ObjectOwnership,
    })),
    cors: mapRules(properties.CorsConfiguration?.CorsRules, 'CORSRule', (rule) => ({
      ID: rule.Id,
      AllowedHeader: rule.AllowedHeaders,
      AllowedMethod: rule.AllowedMethods,
      AllowedOrigin: rule.AllowedOrigins,
      ExposeHeader: rule.ExposedHeaders,
      MaxAgeSeconds: text(rule.MaxAge),
    })),
    encryption: mapRules(
      properties.BucketEncryption?.ServerSideEncryptionConfiguration,
      'Rule',
      ({ ServerSideEncryptionByDefault: defaults, BucketKeyEnabled }) => ({
        ApplyServerSideEncryptionByDefault: defaults && {
          SSEAlgorithm: defaults.SSEAlgorithm,
          KMSMasterKeyID: defaults.KMSMasterKeyID,
        },
        BucketKeyEnabled: text(BucketKeyEnabled ?? false),
      }),
    ),
    lifecycle: mapRules(properties.LifecycleConfiguration?.Rules, 'Rule', lifecycleRule),
    publicAccessBlock:
      block && Object.fromEntries(Object.entries(block).map(([name, value]) => [name, String(value)])),
    tagging: TagSet.Tag.length > 0 ? { TagSet } : undefined,
  };
}

function mapRules<T>(
  rules: readonly T[] | undefined,
  element: string,
  map: (rule: T) => XmlRecord,
): XmlRecord | undefined {
  return rules && { [element]: rules.map(map) };
}

const text = (value: Text | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const ACLS: Readonly<Record<string, string>> = {
  Private: 'private',
  PublicRead: 'public-read',
  PublicReadWrite: 'public-read-write',
  AuthenticatedRead: 'authenticated-read',
  AwsExecRead: 'aws-exec-read',
  BucketOwnerRead: 'bucket-owner-read',
  BucketOwnerFullControl: 'bucket-owner-full-control',
};

/** The API's name of a canned ACL. @throws AwsError ValidationError (400) */
export function cannedAclName(name: string): string {
  const acl = ACLS[name];
  if (acl === undefined) {
    throw new AwsError(
      'ValidationError',
      `AccessControl must be one of ${Object.keys(ACLS).join(', ')}: ${name}`,
    );
  }
  return acl;
}

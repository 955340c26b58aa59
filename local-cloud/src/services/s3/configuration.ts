import type { XmlRecord } from '../../protocols/xml.ts';
import { checkTags } from './description.ts';
import { malformedXml, S3Error } from './errors.ts';
import { asList, asRecord, asText } from './xml-body.ts';

export type ConfigurationKind =
  | 'accelerate'
  | 'cors'
  | 'encryption'
  | 'lifecycle'
  | 'logging'
  | 'notification'
  | 'objectLock'
  | 'ownershipControls'
  | 'publicAccessBlock'
  | 'replication'
  | 'requestPayment'
  | 'tagging'
  | 'website';

/** A sub-resource that is a document: what is put comes back. */
export interface ConfigurationRules {
  /** The document's root element. */
  readonly root: string;
  /** What a bucket has that never was given one; without it, `missing` is answered. */
  readonly initial?: XmlRecord;
  /** What a document says that leaves it out. */
  readonly silent?: XmlRecord;
  /** The error where there is none. */
  readonly missing?: { readonly code: string; readonly message: string };
  /** @throws AwsError MalformedXML and others for a document S3 would not take */
  check?(document: XmlRecord): void;
  /** What is refused only when a client asks for it. */
  checkRequest?(document: XmlRecord): void;
}

const notFound = (code: string, message: string) => ({ code, message });

/** New buckets block public access and have no ACLs since April 2023, and are encrypted since January 2023. */
export const CONFIGURATIONS: Readonly<Record<ConfigurationKind, ConfigurationRules>> = {
  accelerate: {
    root: 'AccelerateConfiguration',
    initial: {},
    check: ({ Status }) => oneOf(Status, ['Enabled', 'Suspended']),
  },
  cors: {
    root: 'CORSConfiguration',
    missing: notFound('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
    check: ({ CORSRule }) => {
      const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
      for (const rule of some(CORSRule)) {
        for (const method of texts(rule.AllowedMethod)) {
          if (methods.includes(method)) continue;
          throw new S3Error(
            'InvalidRequest',
            `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
          );
        }
        if (texts(rule.AllowedOrigin).length === 0) throw malformedXml();
      }
    },
  },
  encryption: {
    root: 'ServerSideEncryptionConfiguration',
    initial: {
      Rule: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: 'false',
      },
    },
    check: ({ Rule }) => {
      for (const rule of some(Rule)) {
        const defaults = asRecord(rule.ApplyServerSideEncryptionByDefault);
        oneOf(defaults.SSEAlgorithm, ['AES256', 'aws:kms', 'aws:kms:dsse']);
      }
    },
  },
  lifecycle: {
    root: 'LifecycleConfiguration',
    missing: notFound('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
    check: ({ Rule }) => {
      for (const rule of some(Rule)) {
        oneOf(rule.Status, ['Enabled', 'Disabled']);
        // What a rule is for has to be said, and in one way.
        if ((rule.Filter === undefined) === (rule.Prefix === undefined)) throw malformedXml();
        const { Days, Date: date, ExpiredObjectDeleteMarker: marker } = asRecord(rule.Expiration ?? {});
        if ([Days, date, marker].filter((each) => each !== undefined).length > 1) throw malformedXml();
      }
    },
  },
  logging: { root: 'BucketLoggingStatus', initial: {} },
  notification: { root: 'NotificationConfiguration', initial: {} },
  objectLock: {
    root: 'ObjectLockConfiguration',
    missing: notFound(
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    ),
  },
  ownershipControls: {
    root: 'OwnershipControls',
    initial: { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } },
    missing: notFound('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'),
    check: ({ Rule }) => {
      for (const rule of some(Rule)) {
        oneOf(rule.ObjectOwnership, ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']);
      }
    },
  },
  publicAccessBlock: {
    root: 'PublicAccessBlockConfiguration',
    initial: {
      BlockPublicAcls: 'true',
      IgnorePublicAcls: 'true',
      BlockPublicPolicy: 'true',
      RestrictPublicBuckets: 'true',
    },
    silent: {
      BlockPublicAcls: 'false',
      IgnorePublicAcls: 'false',
      BlockPublicPolicy: 'false',
      RestrictPublicBuckets: 'false',
    },
    missing: notFound(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
    ),
    check: (document) => {
      for (const value of Object.values(document)) oneOf(value, ['true', 'false', 'TRUE', 'FALSE']);
    },
  },
  replication: {
    root: 'ReplicationConfiguration',
    missing: notFound('ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  },
  requestPayment: {
    root: 'RequestPaymentConfiguration',
    initial: { Payer: 'BucketOwner' },
    check: ({ Payer }) => oneOf(Payer, ['BucketOwner', 'Requester']),
  },
  tagging: {
    root: 'Tagging',
    missing: notFound('NoSuchTagSet', 'The TagSet does not exist'),
    // CloudFormation gives its buckets tags that begin with aws:; requests may not.
    check: (document) => checkTags(tagsIn(document), { limit: 50, what: 'Bucket', system: true }),
    checkRequest: (document) => checkTags(tagsIn(document), { limit: 50, what: 'Bucket' }),
  },
  website: {
    root: 'WebsiteConfiguration',
    missing: notFound(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
    ),
  },
};

/** The tags of a `Tagging` document. @throws AwsError MalformedXML (400) */
export function tagsIn(document: XmlRecord | undefined): { Key: string; Value: string }[] {
  if (document?.TagSet === undefined) throw malformedXml();
  return asList(asRecord(document.TagSet).Tag).map((tag) => {
    if (tag.Key === undefined || tag.Value === undefined) throw malformedXml();
    return { Key: asText(tag.Key), Value: asText(tag.Value) };
  });
}

/** One or more elements. @throws AwsError MalformedXML (400) for none */
function some(value: XmlRecord[string]): readonly XmlRecord[] {
  const list = asList(value);
  if (list.length === 0) throw malformedXml();
  return list;
}

function texts(value: XmlRecord[string]): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(asText);
}

function oneOf(value: XmlRecord[string], allowed: readonly string[]): void {
  if (!allowed.includes(asText(value))) throw malformedXml();
}

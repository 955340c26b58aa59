import type {
  AccelerateConfiguration,
  CORSConfiguration,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  RequestPaymentConfiguration,
  ServerSideEncryptionConfiguration,
  Tagging,
} from '@aws-sdk/client-s3';
import type { Checked } from '../../protocols/shapes/modelled.ts';
import { checkTags } from './description.ts';
import { malformedXml, S3Error } from './errors.ts';
import { checkLifecycle, type Lifecycle, withIds } from './lifecycle.ts';

/** What is kept of a bucket's configuration, by what it is of. */
export interface Configurations {
  accelerate: Checked<AccelerateConfiguration>;
  cors: Checked<CORSConfiguration>;
  encryption: Checked<ServerSideEncryptionConfiguration>;
  lifecycle: Lifecycle;
  ownershipControls: Checked<OwnershipControls>;
  publicAccessBlock: Checked<PublicAccessBlockConfiguration>;
  requestPayment: Checked<RequestPaymentConfiguration>;
  tagging: Checked<Tagging>;
}

export type ConfigurationKind = keyof Configurations;

interface ConfigurationRules<Document> {
  /** What a bucket has that never was given one. */
  readonly initial?: Document;
  /** Whether deleting brings the initial one back, instead of leaving nothing. */
  readonly resets?: boolean;
  /** @throws AwsError MalformedXML and others (400) for what S3 would not take, though the model has it */
  check?(document: Document): void;
  /** What S3 makes of what it is given. */
  completed?(document: Document): Document;
}

/** New buckets block public access and have no ACLs since April 2023, and are encrypted since January 2023. */
export const CONFIGURATIONS: {
  readonly [Kind in ConfigurationKind]: ConfigurationRules<Configurations[Kind]>;
} = {
  accelerate: {
    initial: {},
    check({ Status }) {
      if (Status === undefined) throw malformedXml();
    },
  },
  cors: {
    check({ CORSRules }) {
      if (CORSRules.length === 0) throw malformedXml();
      for (const { AllowedMethods, AllowedOrigins } of CORSRules) {
        const method = AllowedMethods.find((each) => !METHODS.includes(each));
        if (method !== undefined) {
          throw new S3Error(
            'InvalidRequest',
            `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
          );
        }
        if (AllowedOrigins.length === 0) throw malformedXml();
      }
    },
  },
  encryption: {
    initial: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    },
    resets: true,
    check({ Rules }) {
      if (Rules.length === 0) throw malformedXml();
      for (const { ApplyServerSideEncryptionByDefault: byDefault } of Rules) {
        if (!byDefault || byDefault.SSEAlgorithm === 'aws:fsx') throw malformedXml();
      }
    },
    completed: ({ Rules }) => ({
      Rules: Rules.map(({ BucketKeyEnabled = false, ...rule }) => ({ ...rule, BucketKeyEnabled })),
    }),
  },
  lifecycle: { check: checkLifecycle, completed: withIds },
  ownershipControls: {
    initial: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    check({ Rules }) {
      if (Rules.length === 0) throw malformedXml();
    },
  },
  publicAccessBlock: {
    initial: {
      ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
      ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
    },
    completed: (given) => ({
      ...{ BlockPublicAcls: false, IgnorePublicAcls: false },
      ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
      ...given,
    }),
  },
  requestPayment: { initial: { Payer: 'BucketOwner' } },
  // CloudFormation gives its buckets tags that begin with aws:; requests may not.
  tagging: { check: ({ TagSet }) => checkTags(TagSet, { limit: 50, what: 'Bucket', system: true }) },
};

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

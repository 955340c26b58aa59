import type { LifecycleRule as ApiRule } from '@aws-sdk/client-s3';
import type { Given } from '../../../protocols/shapes/modelled.ts';

/** A number may come as text. */

/** A rule as templates have it: flatter than the API's. */
export interface LifecycleRule {
  readonly Id?: string;
  readonly Status?: string;
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly ExpirationDate?: string;
  readonly ExpiredObjectDeleteMarker?: boolean;
  readonly NoncurrentVersionExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: number;
    readonly NewerNoncurrentVersions?: number;
  };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number };
  readonly Transitions?: readonly {
    readonly StorageClass?: string;
    readonly TransitionInDays?: number;
    readonly TransitionDate?: string;
  }[];
}

/** The API's form of a rule. */
export function lifecycleRule(rule: LifecycleRule): Given<ApiRule> {
  const expiration = {
    Days: rule.ExpirationInDays,
    Date: rule.ExpirationDate,
    ExpiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker,
  };
  const noncurrent = {
    NoncurrentDays:
      rule.NoncurrentVersionExpiration?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays,
    NewerNoncurrentVersions: rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions,
  };
  const abort = { DaysAfterInitiation: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation };
  return {
    ID: rule.Id,
    Filter: { Prefix: rule.Prefix ?? '' },
    Status: rule.Status,
    Expiration: unlessEmpty(expiration),
    NoncurrentVersionExpiration: unlessEmpty(noncurrent),
    AbortIncompleteMultipartUpload: unlessEmpty(abort),
    Transitions: rule.Transitions?.map(({ StorageClass, TransitionInDays, TransitionDate }) => ({
      ...{ Days: TransitionInDays, Date: TransitionDate, StorageClass },
    })),
  };
}

const unlessEmpty = <T extends object>(record: T): T | undefined =>
  Object.values(record).some((value) => value !== undefined) ? record : undefined;

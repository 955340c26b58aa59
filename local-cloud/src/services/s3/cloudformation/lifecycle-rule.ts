import type { LifecycleRule as ApiRule } from '@aws-sdk/client-s3';
import type { Given } from '../../../protocols/shapes/modelled.ts';

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
  /** What templates had before there could be several. */
  readonly NoncurrentVersionTransition?: NoncurrentTransition;
  readonly NoncurrentVersionTransitions?: readonly NoncurrentTransition[];
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
  readonly TagFilters?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Transition?: Transition;
  readonly Transitions?: readonly Transition[];
}

interface Transition {
  readonly StorageClass?: string;
  readonly TransitionInDays?: number;
  readonly TransitionDate?: string;
}

interface NoncurrentTransition {
  readonly StorageClass?: string;
  readonly TransitionInDays?: number;
  readonly NewerNoncurrentVersions?: number;
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
    Filter: filterOf(rule),
    Status: rule.Status,
    Expiration: unlessEmpty(expiration),
    NoncurrentVersionExpiration: unlessEmpty(noncurrent),
    AbortIncompleteMultipartUpload: unlessEmpty(abort),
    Transitions: listOf(rule.Transitions, rule.Transition)?.map(
      ({ StorageClass, TransitionInDays: Days, TransitionDate }) => ({
        ...{ Days, Date: TransitionDate, StorageClass },
      }),
    ),
    NoncurrentVersionTransitions: listOf(
      rule.NoncurrentVersionTransitions,
      rule.NoncurrentVersionTransition,
    )?.map(({ StorageClass, TransitionInDays: NoncurrentDays, NewerNoncurrentVersions }) => ({
      ...{ NoncurrentDays, StorageClass, NewerNoncurrentVersions },
    })),
  };
}

/** The API has one condition, or several in an `And`. */
function filterOf(rule: LifecycleRule): Given<ApiRule>['Filter'] {
  const { Prefix, TagFilters: Tags = [] } = rule;
  const conditions = {
    ...(Prefix === undefined ? {} : { Prefix }),
    ...sizes(rule),
  };
  const count = Object.keys(conditions).length + Tags.length;
  if (count > 1) return { And: { ...conditions, ...(Tags.length > 0 ? { Tags } : {}) } };
  if (count === 0) return { Prefix: '' };
  return Tags[0] ? { Tag: Tags[0] } : conditions;
}

const sizes = ({ ObjectSizeGreaterThan: more, ObjectSizeLessThan: less }: LifecycleRule) => ({
  ...(more === undefined ? {} : { ObjectSizeGreaterThan: more }),
  ...(less === undefined ? {} : { ObjectSizeLessThan: less }),
});

function listOf<Entry>(several: readonly Entry[] = [], one: Entry | undefined): Entry[] | undefined {
  const all = [...several, ...(one ? [one] : [])];
  return all.length > 0 ? all : undefined;
}

const unlessEmpty = <T extends object>(record: T): T | undefined =>
  Object.values(record).some((value) => value !== undefined) ? record : undefined;

import type { XmlRecord } from '../../../protocols/xml.ts';

type Text = string | number | boolean;

/** A rule as templates have it: flatter than the API's. */
export interface LifecycleRule {
  readonly Id?: string;
  readonly Status?: string;
  readonly Prefix?: string;
  readonly ExpirationInDays?: Text;
  readonly ExpirationDate?: string;
  readonly ExpiredObjectDeleteMarker?: Text;
  readonly NoncurrentVersionExpirationInDays?: Text;
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: Text;
    readonly NewerNoncurrentVersions?: Text;
  };
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: Text };
  readonly Transitions?: readonly {
    readonly StorageClass?: string;
    readonly TransitionInDays?: Text;
    readonly TransitionDate?: string;
  }[];
}

/** The API's form of a rule. */
export function lifecycleRule(rule: LifecycleRule): XmlRecord {
  const expiration = {
    Days: text(rule.ExpirationInDays),
    Date: rule.ExpirationDate,
    ExpiredObjectDeleteMarker: text(rule.ExpiredObjectDeleteMarker),
  };
  const noncurrent = {
    NoncurrentDays: text(
      rule.NoncurrentVersionExpiration?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays,
    ),
    NewerNoncurrentVersions: text(rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions),
  };
  const abort = { DaysAfterInitiation: text(rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation) };
  return {
    ID: rule.Id,
    Filter: { Prefix: rule.Prefix ?? '' },
    Status: rule.Status,
    Expiration: unlessEmpty(expiration),
    NoncurrentVersionExpiration: unlessEmpty(noncurrent),
    AbortIncompleteMultipartUpload: unlessEmpty(abort),
    Transition: rule.Transitions?.map(({ StorageClass, TransitionInDays, TransitionDate }) => ({
      ...{ Days: text(TransitionInDays), Date: TransitionDate, StorageClass },
    })),
  };
}

const text = (value: Text | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const unlessEmpty = (record: XmlRecord): XmlRecord | undefined =>
  Object.values(record).some((value) => value !== undefined) ? record : undefined;

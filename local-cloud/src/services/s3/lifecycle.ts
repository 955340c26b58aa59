import type {
  BucketLifecycleConfiguration,
  LifecycleRule,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import { uuid } from '../../core/ids.ts';
import type { Checked } from '../../protocols/shapes/modelled.ts';
import { invalidArgument, invalidRequest, malformedXml } from './errors.ts';

type Rule = Checked<LifecycleRule>;

export type Lifecycle = Checked<BucketLifecycleConfiguration> &
  Pick<PutBucketLifecycleConfigurationRequest, 'TransitionDefaultMinimumObjectSize'>;

/** @throws AwsError MalformedXML, InvalidRequest, InvalidArgument (400) */
export function checkLifecycle({ Rules }: Lifecycle): void {
  if (Rules.length === 0) throw malformedXml();
  for (const rule of Rules) checkRule(rule);
  const ids = Rules.map(({ ID }) => ID).filter((id) => id);
  if (new Set(ids).size < ids.length) {
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
  }
}

const MAX_ID = 255;

function checkRule(rule: Rule): void {
  if ((rule.ID?.length ?? 0) > MAX_ID) {
    throw invalidArgument(`ID length should not exceed allowed limit of ${MAX_ID}`);
  }
  // What a rule is for has to be said, and in one way.
  if ((rule.Filter === undefined) === (rule.Prefix === undefined)) throw malformedXml();
  if (Object.keys(rule.Filter ?? {}).length > 1) throw malformedXml();
  const { Days, Date: date, ExpiredObjectDeleteMarker: marker } = rule.Expiration ?? {};
  if ([Days, date, marker].filter((each) => each !== undefined).length > 1) throw malformedXml();
  const tags = rule.Filter?.And?.Tags ?? [];
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidRequest('Duplicate Tag Keys are not allowed.');
  }
  const { NoncurrentVersionExpiration: noncurrent } = rule;
  if (noncurrent && Object.values(noncurrent).every((each) => each === undefined)) throw malformedXml();
  const actions = [
    ...[rule.Expiration, rule.Transitions, rule.NoncurrentVersionExpiration],
    ...[rule.NoncurrentVersionTransitions, rule.AbortIncompleteMultipartUpload],
  ];
  if (actions.every((action) => action === undefined)) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  if (Days !== undefined && Days < 1) {
    throw invalidArgument("'Days' for Expiration action must be a positive integer");
  }
  for (const each of [date, ...(rule.Transitions ?? []).map(({ Date: when }) => when)]) {
    if (each && each.getTime() % 86_400_000 !== 0) throw invalidArgument("'Date' must be at midnight GMT");
  }
}

/** Rules without an id are given one. */
export const withIds = ({ Rules, ...rest }: Lifecycle): Lifecycle => ({
  ...rest,
  Rules: Rules.map((rule) => ({ ...rule, ID: rule.ID || Buffer.from(uuid()).toString('base64') })),
});

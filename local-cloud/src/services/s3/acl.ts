import type { Grant, ObjectCannedACL } from '@aws-sdk/client-s3';

/** What a bucket may have besides what objects have. */
export type BucketAcl = ObjectCannedACL | 'log-delivery-write';

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

type GroupGrant = readonly [uri: string, permission: 'READ' | 'WRITE' | 'READ_ACP'];

/** What a canned ACL grants besides everything to the owner. */
const GROUP_GRANTS: Readonly<Partial<Record<BucketAcl, readonly GroupGrant[]>>> = {
  'public-read': [[ALL_USERS, 'READ']],
  'public-read-write': [
    [ALL_USERS, 'READ'],
    [ALL_USERS, 'WRITE'],
  ],
  'authenticated-read': [[AUTHENTICATED_USERS, 'READ']],
  'log-delivery-write': [
    [LOG_DELIVERY, 'WRITE'],
    [LOG_DELIVERY, 'READ_ACP'],
  ],
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
export function accessControlPolicy(acl: BucketAcl, ID: string): { Owner: { ID: string }; Grants: Grant[] } {
  const groups = (GROUP_GRANTS[acl] ?? []).map(
    ([URI, Permission]): Grant => ({ Grantee: { Type: 'Group', URI }, Permission }),
  );
  const owner: Grant = { Grantee: { Type: 'CanonicalUser', ID }, Permission: 'FULL_CONTROL' };
  return { Owner: { ID }, Grants: [owner, ...groups] };
}

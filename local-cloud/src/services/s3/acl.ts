import type { Grant, ObjectCannedACL } from '@aws-sdk/client-s3';

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

type GroupGrant = readonly [uri: string, permission: 'READ' | 'WRITE'];

/** What a canned ACL grants besides everything to the owner. */
const GROUP_GRANTS: Readonly<Partial<Record<ObjectCannedACL, readonly GroupGrant[]>>> = {
  'public-read': [[ALL_USERS, 'READ']],
  'public-read-write': [
    [ALL_USERS, 'READ'],
    [ALL_USERS, 'WRITE'],
  ],
  'authenticated-read': [[AUTHENTICATED_USERS, 'READ']],
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
export function accessControlPolicy(
  acl: ObjectCannedACL,
  ID: string,
): { Owner: { ID: string }; Grants: Grant[] } {
  const groups = (GROUP_GRANTS[acl] ?? []).map(
    ([URI, Permission]): Grant => ({ Grantee: { Type: 'Group', URI }, Permission }),
  );
  const owner: Grant = { Grantee: { Type: 'CanonicalUser', ID }, Permission: 'FULL_CONTROL' };
  return { Owner: { ID }, Grants: [owner, ...groups] };
}

import type { XmlRecord } from '../../protocols/xml.ts';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** What a canned ACL grants besides everything to the owner. */
const GROUP_GRANTS: Readonly<Record<string, readonly (readonly [uri: string, permission: string])[]>> = {
  'public-read': [[ALL_USERS, 'READ']],
  'public-read-write': [
    [ALL_USERS, 'READ'],
    [ALL_USERS, 'WRITE'],
  ],
  'authenticated-read': [[AUTHENTICATED_USERS, 'READ']],
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
export function accessControlPolicy(acl: string, ownerId: string): XmlRecord {
  const group = (GROUP_GRANTS[acl] ?? []).map(([URI, Permission]) => ({ GroupGrantee: { URI }, Permission }));
  const owner = { CanonicalUserGrantee: { ID: ownerId }, Permission: 'FULL_CONTROL' };
  return { Owner: { ID: ownerId }, AccessControlList: { Grant: [owner, ...group] } };
}

/** Grantees tell their type by an attribute, the only one in all of S3's answers. */
export const withGranteeTypes = (xml: string): string =>
  xml.replace(/<(\/?)(CanonicalUser|Group)Grantee>/g, (_, slash: string, type: string) =>
    slash ? '</Grantee>' : `<Grantee ${XSI} xsi:type="${type}">`,
  );

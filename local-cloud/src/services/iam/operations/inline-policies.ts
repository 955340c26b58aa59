import type {
  DeleteRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { checkPolicyDocument, encodeDocument } from '../policy-document.ts';
import { iamStore } from '../store.ts';

/** All inline policies of a role together, white space not counted. */
const MAX_CHARACTERS = 10_240;

const notFound = (name: string) => noSuchEntity(`The role policy with name ${name} cannot be found.`);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = modelled<PutRolePolicyRequest, undefined>('PutRolePolicy', (input, context) => {
  const role = iamStore(context).role(input.RoleName);
  checkPolicyDocument(input.PolicyDocument, 'inline', { placeholders: context.cloud.skipUnsupported });
  const others = [...role.inlinePolicies].filter(([name]) => name !== input.PolicyName);
  const documents = [...others.map(([, document]) => document), input.PolicyDocument];
  const total = documents.reduce((sum, document) => sum + document.replace(/\s/g, '').length, 0);
  if (total > MAX_CHARACTERS) {
    throw limitExceeded(`Maximum policy size of ${MAX_CHARACTERS} bytes exceeded for role ${role.name}`);
  }
  role.inlinePolicies.set(input.PolicyName, input.PolicyDocument);
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = modelled<GetRolePolicyRequest, GetRolePolicyResponse>(
  'GetRolePolicy',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    const document = role.inlinePolicies.get(input.PolicyName);
    if (document === undefined) throw notFound(input.PolicyName);
    return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = modelled<DeleteRolePolicyRequest, undefined>(
  'DeleteRolePolicy',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    if (!role.inlinePolicies.delete(input.PolicyName)) throw notFound(input.PolicyName);
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = modelled<ListRolePoliciesRequest, ListRolePoliciesResponse>(
  'ListRolePolicies',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    const { items, ...rest } = pageOf([...role.inlinePolicies.keys()].sort(), input);
    return { PolicyNames: items, ...rest };
  },
);

import type {
  DeleteRolePermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { describeRole } from '../describe.ts';
import { noSuchEntity } from '../errors.ts';
import { modelled } from '../input.ts';
import { checkPolicyDocument } from '../policy-document.ts';
import { iamStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = modelled<UpdateRoleRequest, Record<string, never>>(
  'UpdateRole',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    role.description = input.Description ?? role.description;
    role.maxSessionDuration = input.MaxSessionDuration ?? role.maxSessionDuration;
    return {};
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription = modelled<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>(
  'UpdateRoleDescription',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    role.description = input.Description;
    return { Role: describeRole(role) };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = modelled<UpdateAssumeRolePolicyRequest, undefined>(
  'UpdateAssumeRolePolicy',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    checkPolicyDocument(input.PolicyDocument, 'trust');
    role.trustPolicy = input.PolicyDocument;
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary = modelled<PutRolePermissionsBoundaryRequest, undefined>(
  'PutRolePermissionsBoundary',
  (input, context) => {
    iamStore(context).role(input.RoleName).permissionsBoundary = input.PermissionsBoundary;
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary = modelled<DeleteRolePermissionsBoundaryRequest, undefined>(
  'DeleteRolePermissionsBoundary',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    if (role.permissionsBoundary === undefined) {
      throw noSuchEntity(`The permissions boundary for role ${role.name} cannot be found.`);
    }
    role.permissionsBoundary = undefined;
  },
);

import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import { deleteConflict } from '../errors.ts';
import { modelled } from '../input.ts';
import { iamStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = modelled<DeleteRoleRequest, undefined>('DeleteRole', (input, context) => {
  const store = iamStore(context);
  const role = store.role(input.RoleName);
  if (role.attachedPolicies.size > 0) {
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  }
  if (role.inlinePolicies.size > 0) {
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  }
  store.roles.delete(role.name.toLowerCase());
});

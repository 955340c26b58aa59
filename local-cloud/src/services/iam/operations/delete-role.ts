import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { parseInput, roleName } from '../input.ts';
import { iamStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export function deleteRole(input: unknown, context: OperationContext): undefined {
  const store = iamStore(context);
  const role = store.role(parseInput(z.object({ RoleName: roleName }), input).RoleName);
  if (role.attachedPolicies.size > 0) {
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  }
  if (role.inlinePolicies.size > 0) {
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  }
  store.roles.delete(role.name.toLowerCase());
}

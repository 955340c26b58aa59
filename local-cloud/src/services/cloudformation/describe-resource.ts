import { validationError } from './errors.ts';
import type { Stack, StackResource } from './types.ts';

/** What every description of a stack's resource has. */
export const describeResource = (resource: StackResource) => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.state?.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.reason,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
});

/** A stack's resources by logical id. */
export const sortedResources = ({ resources }: Stack): StackResource[] =>
  [...resources.values()].sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));

export const resourceMissing = (logicalId: string, stackName: string) =>
  validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);

import { insufficientCapabilities } from '../errors.ts';
import type { Template } from './template.ts';

/**
 * Types that may change permissions, and the property that gives each a name of its own.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html
 */
const IAM_TYPES: ReadonlyMap<string, string | undefined> = new Map([
  ['AWS::IAM::AccessKey', undefined],
  ['AWS::IAM::Group', 'GroupName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', undefined],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::User', 'UserName'],
  ['AWS::IAM::UserToGroupAddition', undefined],
]);

export type Capability = 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';

/** What a caller has to acknowledge for a template, and the resource types that make it so. */
export function requiredCapability(template: Template): { capability?: Capability; because: string[] } {
  const because = new Set<string>();
  let named = false;
  for (const { type, properties } of template.resources.values()) {
    if (!IAM_TYPES.has(type)) continue;
    because.add(type);
    const nameProperty = IAM_TYPES.get(type);
    if (nameProperty !== undefined && Object.hasOwn(properties, nameProperty)) named = true;
  }
  if (because.size === 0) return { because: [] };
  return { capability: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM', because: [...because] };
}

/** @throws AwsError InsufficientCapabilitiesException "Requires capabilities : [CAPABILITY_NAMED_IAM]" */
export function checkCapabilities(template: Template, acknowledged: readonly string[]): void {
  const { capability } = requiredCapability(template);
  if (capability === undefined || acknowledged.includes('CAPABILITY_NAMED_IAM')) return;
  if (!acknowledged.includes(capability)) throw insufficientCapabilities(capability);
}

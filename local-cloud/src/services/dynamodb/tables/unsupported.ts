import { unsupportedMember } from '../errors.ts';

/** Members of CreateTable and UpdateTable that would need a part of DynamoDB that is not here. */
const MEMBERS = [
  'ReplicaUpdates',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSourceArn',
  'GlobalTableSettingsReplicationMode',
  'ResourcePolicy',
] as const;

/** @throws AwsError ValidationException for members whose effect is not supported */
export function refuseUnsupported(input: object): void {
  for (const member of MEMBERS) {
    if (Object.hasOwn(input, member)) throw unsupportedMember(member);
  }
}

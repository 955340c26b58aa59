import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { parseArn } from '../../../core/arn.ts';
import { hex, upperId } from '../../../core/ids.ts';
import { modelled } from '../input.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = modelled<AssumeRoleRequest, AssumeRoleResponse>('AssumeRole', (input) => {
  const { RoleArn, RoleSessionName, SourceIdentity, DurationSeconds = 3600 } = input;
  const role = parseArn(RoleArn);
  const roleName = role?.resource.split('/').pop() ?? RoleArn;
  return {
    SourceIdentity,
    Credentials: {
      AccessKeyId: `ASIA${upperId(16)}`,
      SecretAccessKey: hex(40),
      SessionToken: hex(128),
      Expiration: new Date(Date.now() + DurationSeconds * 1000),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${upperId(17)}:${RoleSessionName}`,
      Arn: `arn:${role?.partition ?? 'aws'}:sts::${role?.accountId ?? ''}:assumed-role/${roleName}/${RoleSessionName}`,
    },
  };
});

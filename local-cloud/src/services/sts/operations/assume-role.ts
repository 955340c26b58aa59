import type { AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { parseArn } from '../../../core/arn.ts';
import { hex, upperId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';

type Output = Omit<AssumeRoleCommandOutput, '$metadata'>;

const Input = z.object({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
});

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(input: unknown): Output {
  const { RoleArn, RoleSessionName, DurationSeconds } = checkInput(Input, input, 'ValidationError');
  const role = parseArn(RoleArn);
  const roleName = role?.resource.split('/').pop() ?? RoleArn;
  return {
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
}

import type { DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findGroup } from '../find-group.ts';
import { logGroupIdentifier, logGroupName, parseInput } from '../input.ts';
import { pageByName } from '../paging.ts';
import { type LogGroup, logStore } from '../store.ts';

type Output = Omit<DescribeLogGroupsCommandOutput, '$metadata'>;

const Input = z.object({
  logGroupNamePrefix: logGroupName.optional(),
  logGroupNamePattern: z
    .string()
    .max(512)
    .regex(/^[.\-_/#A-Za-z0-9]*$/)
    .optional(),
  logGroupIdentifiers: z.array(logGroupIdentifier).min(1).max(50).optional(),
  logGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).optional(),
  includeLinkedAccounts: z.boolean().optional(),
  nextToken: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(50).default(50),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(input: unknown, context: OperationContext): Output {
  const request = parseInput(Input, input);
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern } = request;
  if (prefix !== '' && pattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  if (request.includeLinkedAccounts) throw notSupported('Cross-account observability');
  const candidates = request.logGroupIdentifiers
    ? request.logGroupIdentifiers.map((identifier) => findGroup({ logGroupIdentifier: identifier }, context))
    : [...logStore(context).groups.values()];
  const found = candidates
    .filter(({ name }) => name.startsWith(prefix))
    // Patterns are substrings, in whatever case.
    .filter(({ name }) => name.toLowerCase().includes((pattern ?? '').toLowerCase()))
    .filter((group) => request.logGroupClass === undefined || group.logGroupClass === request.logGroupClass)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { page, nextToken } = pageByName(found, ({ name }) => name, request);
  return { logGroups: page.map(describe), nextToken };
}

function describe(group: LogGroup): NonNullable<Output['logGroups']>[number] {
  let storedBytes = 0;
  for (const stream of group.streams.values()) storedBytes += stream.storedBytes;
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    arn: `${group.arn}:*`,
    storedBytes,
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass,
    logGroupArn: group.arn,
    deletionProtectionEnabled: group.deletionProtected,
  };
}

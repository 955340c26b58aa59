import type {
  DescribeLogGroupsCommandOutput,
  DescribeLogGroupsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { notSupported } from '../../../core/aws-error.ts';
import { invalidParameter } from '../errors.ts';
import { findGroup } from '../find-group.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type LogGroup, logStore } from '../store.ts';

type Output = Omit<DescribeLogGroupsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = modelled<DescribeLogGroupsRequest, Output>(
  'DescribeLogGroups',
  (input, context) => {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern } = input;
    if (prefix !== '' && pattern !== undefined) {
      throw invalidParameter(
        'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
      );
    }
    if (input.includeLinkedAccounts) throw notSupported('Cross-account observability');
    const candidates = input.logGroupIdentifiers
      ? input.logGroupIdentifiers.map((identifier) => findGroup({ logGroupIdentifier: identifier }, context))
      : [...logStore(context).groups.values()];
    const found = candidates
      .filter(({ name }) => name.startsWith(prefix))
      // Patterns are substrings, in whatever case.
      .filter(({ name }) => name.toLowerCase().includes((pattern ?? '').toLowerCase()))
      .filter((group) => input.logGroupClass === undefined || group.logGroupClass === input.logGroupClass)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, nextToken } = pageOf(found, input);
    return { logGroups: items.map(describe), nextToken };
  },
);

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

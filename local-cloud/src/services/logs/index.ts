import { awsJsonProtocol } from '../../protocols/aws-json.ts';
import type { OperationTable } from '../../protocols/operation.ts';
import type { Service } from '../service.ts';
import { logGroup } from './cloudformation/log-group.ts';
import { logStream } from './cloudformation/log-stream.ts';
import { MAX_EVENTS_PER_STREAM } from './log-stream.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { deleteLogGroup } from './operations/delete-log-group.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import {
  deleteSubscriptionFilter,
  describeMetricFilters,
  describeSubscriptionFilters,
} from './operations/filters.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { createLogStream, deleteLogStream } from './operations/log-streams.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { deleteRetentionPolicy, putRetentionPolicy } from './operations/retention-policy.ts';
import {
  listTagsForResource,
  listTagsLogGroup,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from './operations/tags.ts';
import { MAX_STREAMS } from './store.ts';

const operations = {
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DeleteSubscriptionFilter: deleteSubscriptionFilter,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  DescribeMetricFilters: describeMetricFilters,
  DescribeSubscriptionFilters: describeSubscriptionFilters,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  ListTagsForResource: listTagsForResource,
  ListTagsLogGroup: listTagsLogGroup,
  PutLogEvents: putLogEvents,
  PutRetentionPolicy: putRetentionPolicy,
  TagLogGroup: tagLogGroup,
  TagResource: tagResource,
  UntagLogGroup: untagLogGroup,
  UntagResource: untagResource,
} satisfies OperationTable;

const SINCE = '2026-11-21';

/** Amazon CloudWatch Logs. Services write to it through `sink.ts`. */
export const logs: Service = {
  id: 'logs',
  title: 'Amazon CloudWatch Logs',
  signingNames: ['logs'],
  targetPrefixes: ['Logs_20140328'],
  apiVersion: '2014-03-28',
  protocol: awsJsonProtocol('1.1'),
  operations,
  resourceTypes: [logGroup, logStream],
  inert: {
    CreateLogGroup: ['kmsKeyId', 'logGroupClass'],
    PutLogEvents: ['sequenceToken', 'entity'],
    GetLogEvents: ['unmask'],
    FilterLogEvents: ['interleaved', 'unmask'],
    // There are none to choose from.
    DescribeMetricFilters: ['filterNamePrefix', 'limit', 'metricName', 'metricNamespace', 'nextToken'],
    DescribeSubscriptionFilters: ['filterNamePrefix', 'limit', 'nextToken'],
    DeleteSubscriptionFilter: ['filterName'],
  },
  gaps: [
    `a log group keeps its newest ${MAX_STREAMS} streams`,
    `a log stream keeps its newest ${MAX_EVENTS_PER_STREAM} events, and no more than 16 million characters of them`,
    'filter patterns: space-delimited ones ([a, b]) and wildcards in selectors ($.a[*]) are refused; terms match as substrings',
    'subscription filters and metric filters: the lists are empty, and making one is refused',
    'Logs Insights queries, live tail, export tasks, resource policies, destinations and data protection',
  ].map((what) => ({ what, since: SINCE })),
};

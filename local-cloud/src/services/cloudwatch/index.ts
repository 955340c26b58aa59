import type { OperationTable } from '../../protocols/operation.ts';
import { queryCompatibleProtocol } from '../../protocols/query-compatible.ts';
import type { Service } from '../service.ts';
import { QUERY_CODES } from './errors.ts';
import { model } from './input.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';

const operations = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricData: putMetricData,
} satisfies OperationTable;

const SINCE = '2026-11-26';

/**
 * Amazon CloudWatch's metrics, in memory: those of functions and APIs, which their services record through `sink.ts`, those that
 * log events carry, and those that are put. What is recorded can be read at once, where AWS takes minutes.
 */
export const cloudwatch: Service = {
  id: 'cloudwatch',
  title: 'Amazon CloudWatch',
  signingNames: ['monitoring'],
  targetPrefixes: ['GraniteServiceVersion20100801'],
  apiVersion: '2010-08-01',
  protocol: queryCompatibleProtocol({
    namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    queryCodes: QUERY_CODES,
    model,
  }),
  operations,
  inert: {
    GetMetricData: ['LabelOptions', 'MetricDataQueries.AccountId'],
    PutMetricData: ['StrictEntityValidation', 'EntityMetricData.Entity'],
  },
  gaps: [
    'alarms, dashboards, anomaly detectors, metric streams, insight rules and metric math: refused',
    'percentiles are exact up to 500 different values in a minute, where AWS estimates them from a histogram',
    'values stay as they were recorded, for 15 days; AWS aggregates them with age',
    'AWS/Lambda: Invocations, Errors, Throttles, Duration and ConcurrentExecutions by FunctionName, Resource, and of all functions; AWS/ApiGateway: what a stage has without detailed metrics',
    'dynamic labels, with a statistic in braces, are told as they are',
  ].map((what) => ({ what, since: SINCE })),
};

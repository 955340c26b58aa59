/**
 * Units in the order in which GetMetricData prefers them where it is not told which one is meant, as recorded on AWS
 * (github.com/localstack/localstack, test_get_metric_data_different_units_no_unit_in_query).
 */
export const UNITS = [
  ...['Megabits', 'Terabits', 'Gigabits', 'Count', 'Bytes', 'Gigabytes', 'Gigabytes/Second', 'Kilobytes'],
  ...['Kilobits/Second', 'Terabytes', 'Terabits/Second', 'Bytes/Second', 'Percent', 'Megabytes'],
  ...['Megabits/Second', 'Milliseconds', 'Microseconds', 'Kilobytes/Second', 'Gigabits/Second'],
  ...[
    'Megabytes/Second',
    'Bits',
    'Bits/Second',
    'Count/Second',
    'Seconds',
    'Kilobits',
    'Terabytes/Second',
    'None',
  ],
] as const;

export type Unit = (typeof UNITS)[number];

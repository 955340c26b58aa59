import { CloudWatch, type CloudWatchClientConfig, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import { startCloud } from '../../support/cloud.ts';

/** A whole hour, an hour ago at least: what is recorded at it, and the periods around it, are the same whenever a test runs. */
export const HOUR = new Date(Math.floor(Date.now() / 3_600_000 - 1) * 3_600_000);
export const at = (seconds: number): Date => new Date(HOUR.getTime() + seconds * 1000);
/** The ten minutes from that hour on. */
export const RANGE = { StartTime: HOUR, EndTime: at(600) };

export type MetricsCloud = Awaited<ReturnType<typeof startMetrics>>;

export async function startMetrics() {
  const cloud = await startCloud();
  const client = (more: Partial<CloudWatchClientConfig> = {}) =>
    new CloudWatch({ ...cloud.config, maxAttempts: 1, ...more });
  const cloudwatch = client();
  return {
    cloud,
    client,
    cloudwatch,
    /** Records in the namespace; at that hour where nothing else is said. */
    put: (Namespace: string, ...data: MetricDatum[]) =>
      cloudwatch.putMetricData({
        Namespace,
        MetricData: data.map((datum) => ({ Timestamp: HOUR, ...datum })),
      }),
    async close() {
      cloudwatch.destroy();
      await cloud.close();
    },
  };
}

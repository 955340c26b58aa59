import { type Measurement, recordMetrics } from '../../../cloudwatch/sink.ts';
import type { Exchange, Outcome } from './exchange.ts';

/**
 * Records a request that a stage answered: of the API by its name, and of its stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function recordRequest(
  { api, stage, cloud, region }: Exchange,
  outcome: Outcome,
  latencyMs: number,
): void {
  const { status, integrationLatencyMs } = outcome;
  // CloudWatch takes ASCII only.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII
  const name = (api.settings.name ?? '').replace(/[^\x00-\x7f]/g, '') || api.id;
  const byApi = { Name: 'ApiName', Value: name };
  const measurements: Measurement[] = [
    { name: 'Count', value: 1, unit: 'Count' },
    { name: '4XXError', value: status >= 400 && status < 500 ? 1 : 0, unit: 'Count' },
    { name: '5XXError', value: status >= 500 ? 1 : 0, unit: 'Count' },
    { name: 'Latency', value: Math.round(latencyMs), unit: 'Milliseconds' },
  ];
  if (integrationLatencyMs !== undefined) {
    const value = Math.round(integrationLatencyMs);
    measurements.push({ name: 'IntegrationLatency', value, unit: 'Milliseconds' });
  }
  const byStage = { Name: 'Stage', Value: stage.stageName };
  recordMetrics({ cloud, region }, 'AWS/ApiGateway', [[byApi], [byApi, byStage]], measurements);
}

import { type Measurement, recordMetrics } from '../../../cloudwatch/sink.ts';
import type { Exchange, Outcome } from './exchange.ts';

/**
 * Records a request that a stage answered: of the API by its id, and of its stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function recordRequest(exchange: Exchange, outcome: Outcome, latencyMs: number): void {
  const { api, stage, cloud, request } = exchange;
  const { status, integration, body } = outcome;
  const measurements: Measurement[] = [
    { name: 'Count', value: 1, unit: 'Count' },
    { name: '4xx', value: status >= 400 && status < 500 ? 1 : 0, unit: 'Count' },
    { name: '5xx', value: status >= 500 ? 1 : 0, unit: 'Count' },
    { name: 'Latency', value: Math.round(latencyMs), unit: 'Milliseconds' },
    {
      name: 'DataProcessed',
      value: Number(request.header('content-length') ?? 0) + body.length,
      unit: 'Bytes',
    },
  ];
  if (integration?.latencyMs !== undefined) {
    const value = Math.round(integration.latencyMs);
    measurements.push({ name: 'IntegrationLatency', value, unit: 'Milliseconds' });
  }
  const byApi = { Name: 'ApiId', Value: api.id };
  const byStage = { Name: 'Stage', Value: stage.stageName };
  recordMetrics({ cloud, region: api.region }, 'AWS/ApiGateway', [[byApi], [byApi, byStage]], measurements);
}

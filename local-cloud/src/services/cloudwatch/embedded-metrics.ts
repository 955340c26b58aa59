import { z } from 'zod';
import type { StoreScope } from '../../core/store.ts';
import { type Dimension, metricId, metricStore } from './store.ts';
import { UNITS } from './units.ts';

/** What a log event says of the metrics in it. */
const Directives = z.array(
  z.object({
    Namespace: z.string().min(1).max(1024),
    Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)),
    Metrics: z
      .array(
        z.object({
          Name: z.string().min(1).max(1024),
          Unit: z.enum(UNITS).default('None'),
          StorageResolution: z.literal([1, 60]).default(60),
        }),
      )
      .max(100),
  }),
);
const Document = z.looseObject({
  _aws: z.object({ Timestamp: z.number().int().min(0), CloudWatchMetrics: Directives }),
});
type Document = z.output<typeof Document>;

const Values = z
  .number()
  .transform((value) => [value])
  .or(z.array(z.number()).max(100));

/**
 * Records the metrics that a log event carries in the embedded metric format, if it does. As with AWS, a document that does
 * not keep to the format is a log event and nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function recordEmbeddedMetrics(scope: StoreScope, message: string): void {
  // Most events carry none, and this is on the way of all of them.
  if (!message.includes('"_aws"')) return;
  const document = parsed(message);
  if (!document) return;
  const store = metricStore(scope);
  for (const { Namespace, Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
    const sets = Dimensions.map((names) => dimensionsOf(names, document));
    for (const { Name, Unit, StorageResolution } of Metrics) {
      const values = Values.safeParse(document[Name]).data?.map((value): [number, number] => [value, 1]);
      if (!values) continue;
      for (const dimensions of sets) {
        if (!dimensions) continue;
        const sample = {
          timestamp: document._aws.Timestamp,
          unit: Unit,
          resolution: StorageResolution,
          values,
        };
        store.record(metricId(Namespace, Name, dimensions), sample);
      }
    }
  }
}

/** `console.log` of the Node.js runtime writes time, request id and level before the document. */
function parsed(message: string): Document | undefined {
  try {
    return Document.safeParse(JSON.parse(message.slice(message.indexOf('{')))).data;
  } catch {
    return undefined;
  }
}

/** The values of dimensions are members of the document; a set with one that is missing, or is no text, is none. */
function dimensionsOf(names: readonly string[], document: Document): Dimension[] | undefined {
  const dimensions = names.flatMap((Name) => {
    const value = document[Name];
    return typeof value === 'string' && value !== '' && value.length <= 1024 ? [{ Name, Value: value }] : [];
  });
  return dimensions.length === names.length ? dimensions : undefined;
}

import { createHash } from 'node:crypto';
import { parseArn } from '../../../core/arn.ts';
import type { Cloud } from '../../../core/cloud.ts';
import { logSink } from '../../logs/sink.ts';

/** What a stage says of its access log. */
export interface AccessLogSettings {
  readonly destinationArn?: string;
  readonly format?: string;
}

/** What `$context.…` stands for in a format, by the names after `$context.`. */
export type AccessLogValues = Readonly<Record<string, string | number | undefined>>;

/**
 * Writes the line that a stage's access log settings ask for, once a request is answered. Where the log group is gone, or
 * the stream is another service's, nothing is written.
 *
 * @param values asked for only where there is a line to write
 */
export function writeAccessLine(
  { cloud, apiId, stageName }: { cloud: Cloud; apiId: string; stageName: string },
  { destinationArn, format }: AccessLogSettings,
  values: (now: Date) => AccessLogValues,
): void {
  if (!destinationArn || !format) return;
  const { service, region = '', resource = '' } = parseArn(destinationArn) ?? {};
  const [kind, logGroupName = ''] = resource.split(':');
  const sink = logSink({ cloud, region });
  if (service !== 'logs' || kind !== 'log-group' || !sink.hasGroup(logGroupName)) return;
  const now = new Date();
  const known = new Map(Object.entries(values(now)));
  // Inserted as they are, also into JSON; what has no value is a hyphen.
  const message = format.replace(/\$context\.([\w.]*\w)/g, (_, name: string) =>
    String(known.get(name) ?? '-'),
  );
  const logStreamName = createHash('md5').update(`${apiId}/${stageName}`).digest('hex');
  sink.write({ logGroupName, logStreamName, timestamp: now.getTime(), message });
}

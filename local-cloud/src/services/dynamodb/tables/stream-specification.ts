import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import { invalidParameter } from '../errors.ts';
import type { StreamRecord } from './record.ts';

/** A new stream as it was asked for; undefined where none was. @throws AwsError ValidationException */
export function streamOf(
  given: StreamSpecification | undefined,
  tableArn: string,
  now: number,
): StreamRecord | undefined {
  if (!given) return undefined;
  const { StreamEnabled, StreamViewType } = given;
  if (!StreamEnabled) {
    if (StreamViewType === undefined) return undefined;
    throw invalidParameter('StreamViewType cannot be specified when StreamEnabled is false');
  }
  if (StreamViewType === undefined) {
    throw invalidParameter('StreamViewType is required when StreamEnabled is true');
  }
  const label = new Date(now).toISOString().slice(0, -1);
  return { arn: `${tableArn}/stream/${label}`, label, viewType: StreamViewType, enabled: true };
}

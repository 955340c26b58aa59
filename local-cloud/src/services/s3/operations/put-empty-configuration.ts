import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { CONFIGURATIONS, type ConfigurationKind } from '../configuration.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';
import { readDocument } from '../xml-body.ts';

/**
 * PutBucketNotificationConfiguration and PutBucketLogging: an empty document, which turns the thing off, succeeds; what
 * would turn it on is refused, because nothing would happen.
 *
 * @param what the feature, for the refusal
 */
export function putEmptyConfiguration(kind: ConfigurationKind, what: string) {
  return async (input: BucketInput, context: OperationContext): Promise<S3Output> => {
    requireBucket(input.Bucket, context);
    const document = await readDocument(context, CONFIGURATIONS[kind].root);
    const [first] = Object.keys(document ?? {});
    if (first !== undefined) throw notSupported(`${what} (${first})`);
    return {};
  };
}

import type { SSEDescription, SSESpecification } from '@aws-sdk/client-dynamodb';
import { arn } from '../../../core/arn.ts';
import type { OperationContext } from '../../../protocols/operation.ts';

/** Encryption as DescribeTable shows it; with a key of DynamoDB's own nothing is shown. */
export function encryptionOf(
  given: SSESpecification | undefined,
  context: OperationContext,
): SSEDescription | undefined {
  if (!given?.Enabled) return undefined;
  const { KMSMasterKeyId: key } = given;
  const KMSMasterKeyArn = key?.startsWith('arn:')
    ? key
    : arn(
        'kms',
        context,
        key === undefined ? 'alias/aws/dynamodb' : key.startsWith('alias/') ? key : `key/${key}`,
      );
  return { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn };
}

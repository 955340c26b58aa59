import { notSupported } from '../../core/aws-error.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { limitExceeded } from './errors.ts';
import { checkPolicyDocument } from './policy-document.ts';
import { isAwsManaged } from './store.ts';

/** A managed policy, white space not counted. */
const MAX_CHARACTERS = 6144;

/** @throws AwsError MalformedPolicyDocument (400), LimitExceeded (409) */
export function checkManagedDocument(document: string, { cloud }: OperationContext): void {
  checkPolicyDocument(document, 'managed', { placeholders: cloud.skipUnsupported });
  if (document.replace(/\s/g, '').length > MAX_CHARACTERS) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_CHARACTERS}`);
  }
}

/** What is in AWS's own policies is not known here. @throws AwsError NotImplemented (501) */
export function refuseAwsManaged(arn: string): void {
  if (isAwsManaged(arn)) throw notSupported(`Reading the AWS managed policy ${arn}`);
}

import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import {
  invalidParameter,
  noSuchResource,
  preconditionFailed,
  resourceConflict,
  resourceNotFound,
} from '../errors.ts';
import { findFunction, functionArn, locate, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';
import { statementOf } from '../policy.ts';
import { lambdaStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission = modelled<AddPermissionRequest, AddPermissionResponse>(
  'AddPermission',
  (input, context) => {
    const { record, key, arn, owner } = find(input, context);
    if (input.Qualifier === '$LATEST') {
      throw invalidParameter('We currently do not support adding policies for $LATEST.');
    }
    if (input.RevisionId && input.RevisionId !== owner.revisionId) throw preconditionFailed();
    const statements = record.policies.get(key) ?? [];
    if (statements.some(({ Sid }) => Sid === input.StatementId)) {
      throw resourceConflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove ` +
          'the existing statement.',
      );
    }
    const statement = statementOf(input, arn, context);
    record.policies.set(key, [...statements, statement]);
    owner.revisionId = uuid();
    return { Statement: JSON.stringify(statement) };
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission = modelled<RemovePermissionRequest, void>(
  'RemovePermission',
  (input, context) => {
    const { name } = locate(input.FunctionName, input.Qualifier, context);
    if (!lambdaStore(context).functions.has(name)) {
      throw resourceNotFound(`No policy found for: ${functionArn(context, name)}`);
    }
    const { record, key, owner } = find(input, context);
    const statements = record.policies.get(key);
    if (!statements) throw resourceNotFound('No policy is associated with the given resource.');
    const left = statements.filter(({ Sid }) => Sid !== input.StatementId);
    if (left.length === statements.length) {
      throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    if (input.RevisionId && input.RevisionId !== owner.revisionId) throw preconditionFailed();
    if (left.length > 0) record.policies.set(key, left);
    else record.policies.delete(key);
    owner.revisionId = uuid();
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy = modelled<GetPolicyRequest, GetPolicyResponse>('GetPolicy', (input, context) => {
  const { record, key, owner } = find(input, context);
  const Statement = record.policies.get(key);
  if (!Statement) throw noSuchResource();
  return {
    Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }),
    RevisionId: owner.revisionId,
  };
});

/** What a policy hangs on: a function, a version or an alias, whose revision id changes with it. */
function find(request: { FunctionName: string; Qualifier?: string }, context: OperationContext) {
  const { record, qualifier } = findFunction(request.FunctionName, request.Qualifier, context);
  const { version, alias } = resolveQualifier(record, qualifier);
  const owner: { revisionId: string } = alias ?? version;
  const arn = qualifier ? `${record.arn}:${qualifier}` : record.arn;
  return { record, key: qualifier ?? '$LATEST', arn, owner };
}

import type { AddPermissionCommandOutput, GetPolicyCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { uuid } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import {
  invalidParameter,
  noSuchResource,
  preconditionFailed,
  resourceConflict,
  resourceNotFound,
} from '../errors.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { statementOf } from '../policy.ts';
import { boolean, byQualifiedFunction } from '../schemas.ts';

const Qualified = z.object(byQualifiedFunction);
const Add = Qualified.extend({
  StatementId: z
    .string()
    .min(1)
    .max(100)
    .regex(/^([a-zA-Z0-9-_]+)$/),
  Action: z.string().regex(/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/),
  Principal: z.string().regex(/^[^\s]+$/),
  SourceArn: z.string().optional(),
  SourceAccount: z.coerce
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  EventSourceToken: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,256}$/)
    .optional(),
  PrincipalOrgID: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/)
    .optional(),
  FunctionUrlAuthType: z.enum(['NONE', 'AWS_IAM']).optional(),
  InvokedViaFunctionUrl: boolean().optional(),
  RevisionId: z.string().optional(),
});
const Remove = Qualified.extend({ StatementId: z.string().min(1), RevisionId: z.string().optional() });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export function addPermission(
  input: unknown,
  context: OperationContext,
): Omit<AddPermissionCommandOutput, '$metadata'> {
  const request = checkInput(Add, input);
  const { record, key, arn, owner } = find(request, context);
  if (request.Qualifier === '$LATEST') {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  if (request.RevisionId && request.RevisionId !== owner.revisionId) throw preconditionFailed();
  const statements = record.policies.get(key) ?? [];
  if (statements.some(({ Sid }) => Sid === request.StatementId)) {
    throw resourceConflict(
      `The statement id (${request.StatementId}) provided already exists. Please provide a new statement id, or remove ` +
        'the existing statement.',
    );
  }
  const statement = statementOf(request, arn, context);
  record.policies.set(key, [...statements, statement]);
  owner.revisionId = uuid();
  return { Statement: JSON.stringify(statement) };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export function removePermission(input: unknown, context: OperationContext): void {
  const request = checkInput(Remove, input);
  const { record, key, owner } = find(request, context);
  const statements = record.policies.get(key);
  if (!statements) throw resourceNotFound('No policy is associated with the given resource.');
  const left = statements.filter(({ Sid }) => Sid !== request.StatementId);
  if (left.length === statements.length) {
    throw resourceNotFound(`Statement ${request.StatementId} is not found in resource policy.`);
  }
  if (request.RevisionId && request.RevisionId !== owner.revisionId) throw preconditionFailed();
  if (left.length > 0) record.policies.set(key, left);
  else record.policies.delete(key);
  owner.revisionId = uuid();
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export function getPolicy(
  input: unknown,
  context: OperationContext,
): Omit<GetPolicyCommandOutput, '$metadata'> {
  const { record, key, owner } = find(checkInput(Qualified, input), context);
  const Statement = record.policies.get(key);
  if (!Statement) throw noSuchResource();
  return {
    Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }),
    RevisionId: owner.revisionId,
  };
}

/** What a policy hangs on: a function, a version or an alias, whose revision id changes with it. */
function find(request: z.output<typeof Qualified>, context: OperationContext) {
  const { record, qualifier } = findFunction(request.FunctionName, request.Qualifier, context);
  const { version, alias } = resolveQualifier(record, qualifier);
  const owner: { revisionId: string } = alias ?? version;
  const arn = qualifier ? `${record.arn}:${qualifier}` : record.arn;
  return { record, key: qualifier ?? '$LATEST', arn, owner };
}

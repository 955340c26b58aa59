import type {
  AddLayerVersionPermissionCommandOutput,
  GetLayerVersionPolicyCommandOutput,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { uuid } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { preconditionFailed, resourceConflict, resourceNotFound } from '../errors.ts';
import { layerArn, layerName } from '../layer-versions.ts';
import { integer } from '../schemas.ts';
import { lambdaStore } from '../store.ts';
import type { LayerVersion, PolicyStatement } from '../types.ts';

const Versioned = z.object({ LayerName: z.string().min(1), VersionNumber: integer() });
const Add = Versioned.extend({
  StatementId: z
    .string()
    .min(1)
    .max(100)
    .regex(/^([a-zA-Z0-9-_]+)$/),
  Action: z.string().regex(/^lambda:GetLayerVersion$/),
  Principal: z.string().regex(/^(\d{12}|\*|arn:(aws[a-zA-Z-]*):iam::\d{12}:root)$/),
  OrganizationId: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/)
    .optional(),
  RevisionId: z.string().optional(),
});
const Remove = Versioned.extend({ StatementId: z.string().min(1), RevisionId: z.string().optional() });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export function addLayerVersionPermission(
  input: unknown,
  context: OperationContext,
): Omit<AddLayerVersionPermissionCommandOutput, '$metadata'> {
  const request = checkInput(Add, input);
  const version = find(request, context);
  if (version.policy.has(request.StatementId)) {
    throw resourceConflict(
      `The statement id (${request.StatementId}) provided already exists. Please provide a new statement id, or remove ` +
        'the existing statement.',
    );
  }
  checkRevision(version, request.RevisionId);
  const statement: PolicyStatement = {
    Sid: request.StatementId,
    Effect: 'Allow',
    Principal: request.Principal === '*' ? '*' : { AWS: rootOf(request.Principal) },
    Action: request.Action,
    Resource: version.arn,
    ...(request.OrganizationId && {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': request.OrganizationId } },
    }),
  };
  version.policy.set(statement.Sid, statement);
  version.policyRevisionId = uuid();
  return { Statement: JSON.stringify(statement), RevisionId: version.policyRevisionId };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export function removeLayerVersionPermission(input: unknown, context: OperationContext): void {
  const request = checkInput(Remove, input);
  const version = find(request, context);
  checkRevision(version, request.RevisionId);
  if (!version.policy.delete(request.StatementId)) {
    throw resourceNotFound(`Statement ${request.StatementId} is not found in resource policy.`);
  }
  version.policyRevisionId = uuid();
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export function getLayerVersionPolicy(
  input: unknown,
  context: OperationContext,
): Omit<GetLayerVersionPolicyCommandOutput, '$metadata'> {
  const { policy, policyRevisionId } = find(checkInput(Versioned, input), context);
  if (policy.size === 0) throw resourceNotFound('No policy is associated with the given resource.');
  return {
    Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [...policy.values()] }),
    RevisionId: policyRevisionId,
  };
}

function find(
  { LayerName, VersionNumber }: z.output<typeof Versioned>,
  context: OperationContext,
): LayerVersion {
  const name = layerName(LayerName);
  const version = lambdaStore(context).layers.get(name)?.versions.get(VersionNumber);
  if (!version)
    throw resourceNotFound(`Layer version ${layerArn(context, name)}:${VersionNumber} does not exist.`);
  return version;
}

function checkRevision(version: LayerVersion, revisionId: string | undefined): void {
  if (revisionId && revisionId !== version.policyRevisionId) throw preconditionFailed('GetLayerPolicy');
}

const rootOf = (principal: string): string =>
  /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;

import type {
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
  GetLayerVersionPolicyRequest,
  GetLayerVersionPolicyResponse,
  RemoveLayerVersionPermissionRequest,
} from '@aws-sdk/client-lambda';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { preconditionFailed, resourceConflict, resourceNotFound } from '../errors.ts';
import { modelled } from '../input.ts';
import { layerArn, layerName } from '../layer-versions.ts';
import { lambdaStore } from '../store.ts';
import type { LayerVersion, PolicyStatement } from '../types.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const addLayerVersionPermission = modelled<
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse
>('AddLayerVersionPermission', (input, context) => {
  const version = find(input, context);
  if (version.policy.has(input.StatementId)) {
    throw resourceConflict(
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove ` +
        'the existing statement.',
    );
  }
  checkRevision(version, input.RevisionId);
  const statement: PolicyStatement = {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: input.Principal === '*' ? '*' : { AWS: rootOf(input.Principal) },
    Action: input.Action,
    Resource: version.arn,
    ...(input.OrganizationId && {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': input.OrganizationId } },
    }),
  };
  version.policy.set(statement.Sid, statement);
  version.policyRevisionId = uuid();
  return { Statement: JSON.stringify(statement), RevisionId: version.policyRevisionId };
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const removeLayerVersionPermission = modelled<RemoveLayerVersionPermissionRequest, void>(
  'RemoveLayerVersionPermission',
  (input, context) => {
    const version = find(input, context);
    checkRevision(version, input.RevisionId);
    if (!version.policy.delete(input.StatementId)) {
      throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    version.policyRevisionId = uuid();
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const getLayerVersionPolicy = modelled<GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse>(
  'GetLayerVersionPolicy',
  (input, context) => {
    const { policy, policyRevisionId } = find(input, context);
    if (policy.size === 0) throw resourceNotFound('No policy is associated with the given resource.');
    return {
      Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [...policy.values()] }),
      RevisionId: policyRevisionId,
    };
  },
);

function find(
  { LayerName, VersionNumber }: { LayerName: string; VersionNumber: number },
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

import type { CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../../core/aws-error.ts';
import { invalidInput } from '../errors.ts';
import { modelled } from '../input.ts';
import { iamStore } from '../store.ts';
import { createRole } from './roles.ts';

/** The names AWS gives them follow no rule. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const ROLE_NAMES: Readonly<Record<string, string>> = {
  'autoscaling.amazonaws.com': 'AWSServiceRoleForAutoScaling',
  'dynamodb.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'kinesis.dynamodb.amazonaws.com': 'AWSServiceRoleForDynamoDBKinesisDataStreamsReplication',
  'lambda.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
  'rds.amazonaws.com': 'AWSServiceRoleForRDS',
  'replication.dynamodb.amazonaws.com': 'AWSServiceRoleForDynamoDBReplication',
  'replicator.lambda.amazonaws.com': 'AWSServiceRoleForLambdaReplicator',
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const createServiceLinkedRole = modelled<
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse
>('CreateServiceLinkedRole', (input, context) => {
  const { AWSServiceName, Description, CustomSuffix } = input;
  const base = ROLE_NAMES[AWSServiceName];
  if (base === undefined) {
    throw new AwsError('AccessDenied', `local-cloud knows no service-linked role of ${AWSServiceName}.`, {
      status: 403,
    });
  }
  const RoleName = CustomSuffix === undefined ? base : `${base}_${CustomSuffix}`;
  if (iamStore(context).findRole(RoleName)) {
    throw invalidInput(
      `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
    );
  }
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [AWSServiceName] } }],
  });
  const Path = `/aws-service-role/${AWSServiceName}/`;
  return createRole({ RoleName, Path, AssumeRolePolicyDocument, Description }, context);
});

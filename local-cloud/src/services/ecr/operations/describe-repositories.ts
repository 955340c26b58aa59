import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { AwsError } from '../../../core/aws-error.ts';
import { lazyModel } from '../../../models.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { modelledOperations } from '../../../protocols/shapes/modelled.ts';

/** An operation of ECR, whose input is read and checked by AWS's model. */
const modelled = modelledOperations<OperationContext>({
  model: lazyModel('ecr'),
  invalid: (message) => new AwsError('InvalidParameterException', message),
});

/**
 * The registry is empty: a list of all repositories has none, and one asked for by name is not found.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 */
export const describeRepositories = modelled<DescribeRepositoriesRequest, DescribeRepositoriesResponse>(
  'DescribeRepositories',
  ({ repositoryNames, registryId }, { accountId }) => {
    const [name] = repositoryNames ?? [];
    if (name === undefined) return { repositories: [] };
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${registryId ?? accountId}'`,
    );
  },
);

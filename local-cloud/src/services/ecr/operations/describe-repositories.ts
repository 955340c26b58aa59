import type { DescribeRepositoriesCommandOutput } from '@aws-sdk/client-ecr';
import { z } from 'zod';
import { AwsError } from '../../../core/aws-error.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';

type Output = Omit<DescribeRepositoriesCommandOutput, '$metadata'>;

const Input = z.object({ repositoryNames: z.array(z.string().min(2).max(256)).min(1).max(100).optional() });

/**
 * The registry is empty: a list of all repositories has none, and one asked for by name is not found.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
 */
export function describeRepositories(input: unknown, { accountId }: OperationContext): Output {
  const [name] = checkInput(Input, input, 'InvalidParameterException').repositoryNames ?? [];
  if (name === undefined) return { repositories: [] };
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${accountId}'`,
  );
}

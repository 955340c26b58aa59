import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { startCloud, used } from '../../support/cloud.ts';

const cloud = await used(startCloud());

describe('DescribeRepositories', () => {
  it('returns none of an empty registry', async () => {
    const { repositories } = await new ECRClient(cloud.config).send(new DescribeRepositoriesCommand({}));
    expect(repositories).toEqual([]);
  });

  it('rejects a name as not found, as the Serverless Framework expects on removal', async () => {
    const call = new ECRClient(cloud.config).send(
      new DescribeRepositoriesCommand({ repositoryNames: ['serverless-x'] }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message:
        "The repository with name 'serverless-x' does not exist in the registry with id '000000000000'",
    });
  });
});

import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { useCloud } from '../../support/cloud.ts';

const { client } = await useCloud(IAMClient);

describe('GetUser', () => {
  it('answers the root user, which has no name, to a caller that names none', async () => {
    const { User } = await client.send(new GetUserCommand({}));
    expect(User).toEqual({
      Arn: 'arn:aws:iam::000000000000:root',
      UserId: '000000000000',
      CreateDate: expect.any(Date),
    });
  });

  it('rejects every name', async () => {
    await expect(client.send(new GetUserCommand({ UserName: 'maria' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The user with name maria cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

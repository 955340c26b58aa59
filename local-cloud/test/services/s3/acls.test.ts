import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketAclCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { useCloud } from '../../support/cloud.ts';

const Bucket = 'with-acls';
const { client } = await useCloud(S3Client);
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }));
});

describe('ACLs', () => {
  const refused = { name: 'AccessControlListNotSupported', message: 'The bucket does not allow ACLs' };
  const invalid = {
    name: 'InvalidBucketAclWithObjectOwnership',
    message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  };

  it('are refused of objects whose bucket owns them, but the one that says so', async () => {
    const owned = { Bucket: 'owned', Key: 'k' };
    await client.send(new CreateBucketCommand({ Bucket: 'owned', ACL: 'private' }));
    const full = new PutObjectCommand({ ...owned, ACL: 'bucket-owner-full-control', Body: 'x' });
    expect((await client.send(full)).$metadata.httpStatusCode).toBe(200);
    const own = { ...owned, ACL: 'private' as const };
    await expect(client.send(new PutObjectCommand({ ...own, Body: 'x' }))).rejects.toMatchObject(refused);
    await expect(client.send(new CreateMultipartUploadCommand(own))).rejects.toMatchObject(refused);
    await expect(
      client.send(new CopyObjectCommand({ ...own, Key: 'copy', CopySource: 'owned/k' })),
    ).rejects.toMatchObject(refused);
    await expect(client.send(new PutObjectAclCommand(own))).rejects.toMatchObject(refused);
    await expect(client.send(new PutBucketAclCommand(own))).rejects.toMatchObject(refused);
  });

  it('that are open are none to make a bucket with, nor to leave to one that owns its objects', async () => {
    const open = { Bucket: 'made-open', ACL: 'public-read' as const };
    await expect(client.send(new CreateBucketCommand(open))).rejects.toMatchObject(invalid);
    await client.send(new CreateBucketCommand({ ...open, ObjectOwnership: 'ObjectWriter' }));
    const owner = (ObjectOwnership: 'BucketOwnerEnforced') =>
      client.send(
        new PutBucketOwnershipControlsCommand({
          ...{ Bucket: open.Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } },
        }),
      );
    await expect(owner('BucketOwnerEnforced')).rejects.toMatchObject(invalid);
    await client.send(new PutBucketAclCommand({ Bucket: open.Bucket, ACL: 'private' }));
    await owner('BucketOwnerEnforced');
  });

  it('are refused until ownership controls allow them', async () => {
    const open = new PutBucketAclCommand({ Bucket, ACL: 'public-read' });
    await expect(client.send(open)).rejects.toMatchObject(refused);
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' as const }] };
    await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await client.send(open);
    const { Grants } = await client.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants?.[1]).toEqual({
      Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers', Type: 'Group' },
      Permission: 'READ',
    });
  });
});

import {
  CreateStackCommand,
  GetTemplateCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { used } from '../../support/cloud.ts';
import { handle, startStacks } from './support.ts';

const stacks = await used(startStacks());
const Body = JSON.stringify({ Resources: { A: handle() } });
const Key = 'serverless/app/local/2026-11-21T22:00:00.000Z/template.json';

beforeAll(async () => {
  const s3 = new S3Client(stacks.cloud.config);
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key, Body }));
  const large = `${Body}${' '.repeat(1_048_576)}`;
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'large', Body: large }));
});

const validate = (TemplateURL: string) => stacks.cfn.send(new ValidateTemplateCommand({ TemplateURL }));

describe('TemplateURL', () => {
  it.each([
    ['the global host', () => `https://s3.amazonaws.com/templates/${Key}`],
    ['a regional host', () => `https://s3.us-east-1.amazonaws.com/templates/${Key}`],
    ['an old regional host', () => `https://s3-us-west-2.amazonaws.com/templates/${Key}`],
    ['a virtual host', () => `https://templates.s3.us-east-1.amazonaws.com/${Key}`],
    [
      'a virtual host with everything escaped',
      () => `https://templates.s3.amazonaws.com/${encodeURIComponent(Key)}`,
    ],
    ['this endpoint', () => `${stacks.cloud.endpoint}/templates/${Key}`],
  ])('reads from the local S3 with %s', async (_what, url) => {
    await expect(validate(url())).resolves.toBeDefined();
  });

  it('creates a stack whose template can be had again', async () => {
    const TemplateURL = `https://s3.amazonaws.com/templates/${Key}`;
    await stacks.cfn.send(new CreateStackCommand({ StackName: 'from-url', TemplateURL }));
    await stacks.settled('from-url');
    const { TemplateBody, StagesAvailable } = await stacks.cfn.send(
      new GetTemplateCommand({ StackName: 'from-url' }),
    );
    expect(TemplateBody).toBe(Body);
    expect(StagesAvailable).toEqual(['Original', 'Processed']);
  });

  it('rejects what is not there, not S3, or too large', async () => {
    await expect(validate('https://s3.amazonaws.com/templates/nope')).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/^S3 error: The specified key does not exist\.\n/),
    });
    await expect(validate('https://example.com/templates/x')).rejects.toMatchObject({
      message: 'TemplateURL must be a supported URL.',
    });
    await expect(validate('s3://templates/x')).rejects.toMatchObject({
      message: 'S3 error: Domain name specified in templates is not a valid S3 domain',
    });
    await expect(validate('https://s3.amazonaws.com/templates/large')).rejects.toMatchObject({
      message: 'Template may not exceed 1048576 bytes in size.',
    });
  });
});

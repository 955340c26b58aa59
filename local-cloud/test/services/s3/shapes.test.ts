import { readFileSync } from 'node:fs';
import { S3 } from '@aws-sdk/client-s3';
import type { ServiceModel } from '../../../src/protocols/shapes/model.ts';
import { startCloud } from '../../support/cloud.ts';

const Bucket = 'shapes';
let cloud: Awaited<ReturnType<typeof startCloud>>;
let s3: S3;
beforeAll(async () => {
  cloud = await startCloud();
  s3 = new S3({ ...cloud.config, forcePathStyle: true, maxAttempts: 1 });
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: 'k', Body: 'hello' });
});
afterAll(async () => {
  s3.destroy();
  await cloud.close();
});

const send = async (method: string, path: string, body?: string, headers = {}) => {
  const answer = await fetch(`${cloud.endpoint}/${Bucket}${path}`, { method, body, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const model = JSON.parse(
  readFileSync(new URL('../../../models/s3.json', import.meta.url), 'utf8'),
) as ServiceModel;

/** Operations on a bucket that take a document, with what that is called. */
const documents = Object.entries(model.operations).flatMap(([operation, { input, http }]) => {
  const { payload, members = {} } = model.shapes[input?.shape ?? ''] ?? {};
  const { shape = '', locationName = payload } = members[payload ?? ''] ?? {};
  const isOfBucket = http?.requestUri.startsWith('/{Bucket}?') && operation !== 'DeleteObjects';
  if (!isOfBucket || model.shapes[shape]?.type !== 'structure') return [];
  return [{ operation, root: locationName!, path: http!.requestUri.replace('/{Bucket}', ''), of: shape }];
});

describe.each(documents)('the document of $operation', ({ root, path, of }) => {
  it.each([
    ['is not well-formed', `<${root}><x></${root}>`],
    ['has another root', '<Nonsense/>'],
    ['has an element that there is none of', `<${root}><Nonsense>1</Nonsense></${root}>`],
    ['is a text', `<${root}>nonsense</${root}>`],
    ...(root === 'AccessControlPolicy' ? [] : [['is missing', '']]),
  ])('is MalformedXML where it %s', async (_, body) => {
    const { status, text } = await send('PUT', path, body);
    expect([status, text]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  });

  const required = model.shapes[of]?.required ?? [];
  if (required.length > 0) {
    it('is MalformedXML where it lacks what it needs', async () => {
      const { text } = await send('PUT', path, `<${root}/>`);
      expect(text).toContain('<Code>MalformedXML</Code>');
    });
  }
});

describe('a value in a document', () => {
  const rule = (inner: string) =>
    `<LifecycleConfiguration><Rule><ID>r</ID><Filter/>${inner}</Rule></LifecycleConfiguration>`;
  it.each([
    ['?versioning', '<VersioningConfiguration><Status>On</Status></VersioningConfiguration>'],
    ['?accelerate', '<AccelerateConfiguration><Status>On</Status></AccelerateConfiguration>'],
    ['?requestPayment', '<RequestPaymentConfiguration><Payer>Me</Payer></RequestPaymentConfiguration>'],
    ['?lifecycle', rule('<Status>On</Status><Expiration><Days>1</Days></Expiration>')],
    ['?lifecycle', rule('<Status>Enabled</Status><Expiration><Days>soon</Days></Expiration>')],
    ['?lifecycle', rule('<Status>Enabled</Status><Expiration><Date>soon</Date></Expiration>')],
    ['?lifecycle', rule('<Status>Enabled</Status><Status>Enabled</Status>')],
    [
      '?publicAccessBlock',
      '<PublicAccessBlockConfiguration><BlockPublicAcls>yes</BlockPublicAcls></PublicAccessBlockConfiguration>',
    ],
    ['?tagging', '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>'],
    ['?tagging', '<Tagging><TagSet><Nonsense/></TagSet></Tagging>'],
  ])('is MalformedXML where it is none of its type: %s %s', async (path, body) => {
    const { status, text } = await send('PUT', path, body);
    expect([status, text]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  });

  it('is read with a namespace, a prefix and line breaks about it', async () => {
    const body = `<?xml version="1.0"?>
      <s3:Tagging xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/">
        <s3:TagSet><s3:Tag>
          <s3:Key> a&#13;</s3:Key><s3:Value/>
        </s3:Tag></s3:TagSet>
      </s3:Tagging>`;
    const { text } = await send('PUT', '?tagging', body);
    // A line break is no character of a tag, which shows that it came in.
    expect(text).toContain('<TagKey> a&#13;</TagKey>');
  });
});

describe('a parameter or header', () => {
  it.each([
    [
      '?list-type=2&max-keys=many',
      {},
      'Provided max-keys not an integer or within integer range',
      'max-keys',
    ],
    ['?max-keys=-1', {}, 'Provided max-keys not an integer or within integer range', 'max-keys'],
    [
      '?uploads&max-uploads=x',
      {},
      'Provided max-uploads not an integer or within integer range',
      'max-uploads',
    ],
    ['?encoding-type=utf', {}, 'Invalid Encoding Method specified in Request', 'encoding-type'],
    ['/k?partNumber=x', {}, 'Part number must be an integer between 1 and 10000, inclusive', 'partNumber'],
    ['/k?partNumber=', {}, 'Part number must be an integer between 1 and 10000, inclusive', 'partNumber'],
    [
      '/k?attributes',
      { 'x-amz-object-attributes': 'ETag,Nonsense' },
      'Invalid attribute name specified.',
      'x-amz-object-attributes',
    ],
  ])('is InvalidArgument where it is none of its type: %s', async (path, headers, message, name) => {
    const { status, text } = await send('GET', path, undefined, headers);
    expect([status, text]).toEqual([
      400,
      expect.stringContaining(
        `<Code>InvalidArgument</Code><Message>${message}</Message><ArgumentName>${name}</ArgumentName>`,
      ),
    ]);
  });

  it.each([
    ['x-amz-server-side-encryption', 'rot13', 'The encryption method specified is not supported'],
    ['x-amz-acl', 'everybody', ''],
  ])('is InvalidArgument where there is none such: %s', async (name, value, message) => {
    const { text } = await send('PUT', '/other', 'x', { [name]: value });
    expect(text).toContain(
      `<Code>InvalidArgument</Code><Message>${message}</Message><ArgumentName>${name}</ArgumentName><ArgumentValue>${value}</ArgumentValue>`,
    );
  });

  it('is needed for a list of grants', async () => {
    const { text } = await send('PUT', '?acl');
    expect(text).toContain(
      '<Code>MissingSecurityHeader</Code><Message>Your request was missing a required header</Message><MissingHeaderName>x-amz-acl</MissingHeaderName>',
    );
  });

  it('is needed', async () => {
    const { text } = await send('GET', '/k?attributes');
    expect(text).toContain('Missing required header for this request: x-amz-object-attributes');
  });
});

describe('an answer', () => {
  it('is a document of its namespace, with lists as S3 has them', async () => {
    const xmlns = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
    const { text } = await send('GET', '?list-type=2');
    expect(text).toMatch(
      new RegExp(
        `^<\\?xml version="1.0" encoding="UTF-8"\\?>\\n<ListBucketResult ${xmlns}><Name>shapes</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><KeyCount>1</KeyCount>` +
          '<Contents><Key>k</Key><LastModified>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z</LastModified><ETag>&quot;[0-9a-f]{32}&quot;</ETag>' +
          '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>$',
      ),
    );
    const location = await send('GET', '?location');
    expect(location.text).toContain(`\n<LocationConstraint ${xmlns}></LocationConstraint>`);
    const acl = await send('GET', '?acl');
    expect(acl.text).toContain(
      '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>',
    );
  });

  it('completes what was put as S3 does', async () => {
    const Rules = [
      { Status: 'Enabled' as const, Filter: { Prefix: 'a' }, Expiration: { Date: new Date('2030-01-01') } },
    ];
    await s3.putBucketLifecycleConfiguration({
      ...{ Bucket, LifecycleConfiguration: { Rules } },
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    });
    const lifecycle = await s3.getBucketLifecycleConfiguration({ Bucket });
    expect(lifecycle).toMatchObject({ Rules, TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' });
    expect(lifecycle.Rules?.[0]?.ID).toMatch(/^[A-Za-z0-9+/]{48}$/);
    const encryption = {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }],
    };
    await s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: encryption });
    const { ServerSideEncryptionConfiguration: kept } = await s3.getBucketEncryption({ Bucket });
    expect(kept?.Rules).toEqual([{ ...encryption.Rules[0], BucketKeyEnabled: false }]);
  });

  it.each([
    [{ Expiration: undefined }, 'InvalidRequest', 'At least one action needs to be specified in a rule'],
    [
      { Expiration: { Days: 0 } },
      'InvalidArgument',
      "'Days' for Expiration action must be a positive integer",
    ],
    [
      { Expiration: { Date: new Date('2030-01-01T01:00:00Z') } },
      'InvalidArgument',
      "'Date' must be at midnight GMT",
    ],
    [
      {
        Filter: { And: { Tags: ['a', 'b'].map((Value) => ({ Key: 'twice', Value })) } },
        Expiration: { Days: 1 },
      },
      'InvalidRequest',
      'Duplicate Tag Keys are not allowed.',
    ],
    [
      { Expiration: { Days: 1 }, NoncurrentVersionExpiration: {} },
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    ],
  ])('to a lifecycle rule that can not be is an error: %j', async (more, name, message) => {
    const Rules = [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: '' }, ...more }];
    const call = s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
    await expect(call).rejects.toMatchObject({ name, message });
  });

  it('says that rules have the same id', async () => {
    const rule = { ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } };
    const call = s3.putBucketLifecycleConfiguration({
      ...{ Bucket, LifecycleConfiguration: { Rules: [rule, rule] } },
    });
    await expect(call).rejects.toMatchObject({
      ...{ name: 'InvalidArgument', message: 'Rule ID must be unique. Found same ID for more than one rule' },
    });
  });
});

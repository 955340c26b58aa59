import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-s3';
import type { ServiceModel } from '../../../src/protocols/shapes/model.ts';
import { startCloud } from '../../support/cloud.ts';

const model = JSON.parse(
  readFileSync(new URL('../../../models/s3.json', import.meta.url), 'utf8'),
) as ServiceModel;

const Bucket = 'unused';
let cloud: Awaited<ReturnType<typeof startCloud>>;
let client: sdk.S3Client;
beforeAll(async () => {
  cloud = await startCloud();
  client = new sdk.S3Client({ ...cloud.config, maxAttempts: 1 });
  await client.send(new sdk.CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  client.destroy();
  await cloud.close();
});

/** A value of a shape with all its members. */
function sampleOf(name: string): unknown {
  const { type, enum: values, members = {}, member } = model.shapes[name]!;
  if (values) return values[0];
  if (type === 'list') return [sampleOf(member!.shape)];
  if (type !== 'structure') return { string: 'x', boolean: true, timestamp: new Date(0) }[type] ?? 1;
  return Object.fromEntries(Object.entries(members).map(([each, { shape }]) => [each, sampleOf(shape)]));
}

/** The SDK warns where an upload has no body. */
const bodyOf = (operation: string): object =>
  /^(PutObject|UploadPart)$/.test(operation) ? { Body: 'x' } : {};

/** A value of a shape with nothing but what the path leads to. */
function only(name: string, [member, ...inner]: readonly string[]): unknown {
  const shape = model.shapes[name]!;
  if (member === undefined) return sampleOf(name);
  if (shape.member) return [only(shape.member.shape, [member, ...inner])];
  return { [member]: only(shape.members![member]!.shape, inner) };
}

const cases = Object.entries(model.operations).flatMap(([operation, { input, refused = [] }]) => {
  const { members = {}, required = [] } = model.shapes[input?.shape ?? ''] ?? {};
  const needed = Object.fromEntries(
    required.map((each) => [each, each === 'Bucket' ? Bucket : sampleOf(members[each]!.shape)]),
  );
  return refused.map((member) => ({
    ...{ operation, member },
    input: { ...bodyOf(operation), ...needed, ...(only(input!.shape, member.split('.')) as object) },
  }));
});

describe('what a request brings and nothing here goes by', () => {
  it.each(cases)('is refused by name: $member of $operation', async ({ operation, member, input }) => {
    const commands = sdk as unknown as Readonly<Record<string, new (given: object) => never>>;
    const call = client.send(new commands[`${operation}Command`]!(input));
    await expect(call).rejects.toMatchObject(
      // The answer to a HEAD has no body to say it in.
      operation === 'HeadObject'
        ? { $metadata: { httpStatusCode: 501 } }
        : {
            name: 'NotImplemented',
            message: expect.stringMatching(
              `^The member (${member}|SSECustomer[A-Za-z0-9]+) of ${operation} is not supported by local-cloud.$`,
            ),
          },
    );
  });
});

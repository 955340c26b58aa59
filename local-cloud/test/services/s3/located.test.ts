import { readFileSync } from 'node:fs';
import type { ServiceModel } from '../../../src/protocols/shapes/model.ts';
import { startCloud } from '../../support/cloud.ts';

/** Headers and parameters of every operation, by AWS's model, with values that they can't have. */

const model = JSON.parse(
  readFileSync(new URL('../../../models/s3.json', import.meta.url), 'utf8'),
) as ServiceModel;

let cloud: Awaited<ReturnType<typeof startCloud>>;
beforeAll(async () => {
  cloud = await startCloud();
  for (const path of ['some-bucket', 'some-bucket/k', 'some-bucket/source']) {
    await (await fetch(`${cloud.endpoint}/${path}`, { method: 'PUT', body: '' })).text();
  }
});
afterAll(() => cloud.close());

/** Told in words of their own, tested where those are, or without effect. */
const ELSEWHERE = [
  ...['ChecksumAlgorithm', 'ChecksumMode', 'ChecksumType', 'StorageClass', 'RequestPayer'],
  ...['OptionalObjectAttributes', 'TransitionDefaultMinimumObjectSize'],
];

/** What tells CopyObject from PutObject. */
const headersOf = (operation: string): Record<string, string> =>
  operation.includes('Copy') ? { 'x-amz-copy-source': 'some-bucket/source' } : {};

const cases = Object.entries(model.operations).flatMap(([operation, { input, http }]) => {
  const { members = {}, required = [] } = model.shapes[input?.shape ?? ''] ?? {};
  if (!input || !http) return [];
  return Object.entries(members).flatMap(([member, { shape, location, locationName: wire = member }]) => {
    const { type, enum: values, member: element } = model.shapes[shape]!;
    const isLimited = values ?? model.shapes[element?.shape ?? '']?.enum ?? (type === 'integer' || undefined);
    if (!isLimited || !location?.match(/^(querystring|header)$/) || ELSEWHERE.includes(member)) return [];
    const query = required
      .filter((each) => members[each]?.location === 'querystring')
      .map((each) => [members[each]!.locationName ?? each, '1']);
    return [{ operation, member, wire, isHeader: location === 'header', http, query }];
  });
});

describe.each(cases)('$member of $operation', ({ operation, wire, isHeader, http, query }) => {
  it('is refused with its name where it is nothing that it can be', async () => {
    const url = new URL(
      `${cloud.endpoint}${http.requestUri.replace('{Bucket}', 'some-bucket').replace('{Key+}', 'k')}`,
    );
    for (const [name, value] of query) url.searchParams.set(name!, value!);
    if (!isHeader) url.searchParams.set(wire, 'nonsense');
    const headers = { ...headersOf(operation), ...(isHeader ? { [wire]: 'nonsense' } : {}) };
    const answer = await fetch(url, { method: http.method, headers });
    const text = await answer.text();
    if (http.method === 'HEAD') return expect(answer.status).toBe(400);
    expect([answer.status, text]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')]);
    expect(text).toContain(`<ArgumentName>${wire}</ArgumentName>`);
  });
});

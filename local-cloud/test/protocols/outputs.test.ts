import { readFileSync } from 'node:fs';
import { queryProtocol } from '../../src/protocols/query.ts';
import type { ServiceModel } from '../../src/protocols/shapes/model.ts';
import { checkOutput } from '../support/check-outputs.ts';

describe('the check of outputs by AWS’s models, which all tests that start a cloud have', () => {
  it.each([
    [{ UserId: 'a', Account: 'b', Arn: 'c', Nonsense: 1 }, 'GetCallerIdentity has Nonsense, which'],
    [{ UserId: 1 }, 'GetCallerIdentity.UserId is a number, and'],
  ])('refuses %j', (output, message) => {
    expect(() => checkOutput('sts', 'GetCallerIdentity', output)).toThrow(message);
  });

  it('refuses members of members, lists that are none, and numbers for times', () => {
    const check = (output: unknown) => () => checkOutput('iam', 'ListRoles', output);
    expect(check({ Roles: [{ RoleName: 'a', Nonsense: 1 }] })).toThrow(
      'ListRoles.Roles.1 has Nonsense, which',
    );
    expect(check({ Roles: {} })).toThrow('ListRoles.Roles is no list, and');
    expect(check({ Roles: [{ CreateDate: 5 }] })).toThrow('ListRoles.Roles.1.CreateDate is a number, and');
    expect(check({ Roles: [{ CreateDate: new Date(0), RoleName: undefined }], Marker: 'm' })).not.toThrow();
  });
});

describe('an answer of the query protocol', () => {
  const model: ServiceModel = {
    metadata: { apiVersion: '' },
    operations: { Ask: { output: { shape: 'Answer' } } },
    shapes: {
      Answer: {
        type: 'structure',
        members: {
          At: { shape: 'Time' },
          Names: { shape: 'Names' },
          Flat: { shape: 'Flat', locationName: 'One' },
          Map: { shape: 'Map' },
          Bytes: { shape: 'Bytes' },
        },
      },
      Time: { type: 'timestamp' },
      Text: { type: 'string' },
      Bytes: { type: 'blob' },
      Names: { type: 'list', member: { shape: 'Text', locationName: 'Name' } },
      Flat: { type: 'list', member: { shape: 'Text' }, flattened: true },
      Map: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' } },
    },
  };
  const protocol = queryProtocol('https://asked/', () => model);
  const answer = (output: unknown) => {
    const { body } = protocol.serialize(output, { operation: 'Ask' }, { requestId: 'id' } as never);
    return /<AskResult>(.*)<\/AskResult>/.exec(String(body))?.[1];
  };

  it.each([
    [{ At: new Date(0) }, '<At>1970-01-01T00:00:00.000Z</At>'],
    [{ Names: ['a', 'b'] }, '<Names><Name>a</Name><Name>b</Name></Names>'],
    [{ Names: [] }, '<Names></Names>'],
    [{ Flat: ['a', 'b'] }, '<One>a</One><One>b</One>'],
    [
      { Map: { k: 'v', '<': '&' } },
      '<Map><entry><key>k</key><value>v</value></entry><entry><key>&lt;</key><value>&amp;</value></entry></Map>',
    ],
    [{ Bytes: Buffer.from('hi') }, '<Bytes>aGk=</Bytes>'],
    [{ Nonsense: 1 }, ''],
  ])('is written by its shape: %j', (output, xml) => {
    expect(answer(output)).toBe(xml);
  });
});

describe('the models', () => {
  it.each(['s3', 'iam', 'lambda', 'logs', 'cloudformation', 'cloudwatch', 'sts', 'ecr'])(
    'have what operations of %s answer',
    (service) => {
      const file = new URL(`../../models/${service}.json`, import.meta.url);
      const { operations, shapes } = JSON.parse(readFileSync(file, 'utf8')) as ServiceModel;
      const outputs = Object.values(operations).flatMap(({ output }) => output?.shape ?? []);
      expect(outputs.filter((shape) => shapes[shape]?.type !== 'structure')).toEqual([]);
      expect(outputs.length).toBeGreaterThan(0);
    },
  );
});

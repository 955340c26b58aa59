import { lazyModel } from '../../models.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { routesOf } from '../../protocols/rest-binding.ts';
import type { Route } from '../../protocols/routes.ts';
import type { ServiceModel, Shape, ShapeReference } from '../../protocols/shapes/model.ts';
import { modelledOperations } from '../../protocols/shapes/modelled.ts';
import { invalidArgument, invalidRequest, malformedXml } from './errors.ts';

export const model = lazyModel('s3');

/** Operations that others have taken the place of, that no bucket is asked for, or that a header tells from another. */
const NOT_BY_ROUTE = [
  ...['GetBucketLifecycle', 'PutBucketLifecycle', 'GetBucketNotification', 'PutBucketNotification'],
  ...['ListDirectoryBuckets', 'WriteGetObjectResponse', 'CopyObject', 'UploadPartCopy'],
];

/** What S3 answers with a status that its model doesn't tell. */
const STATUSES: Readonly<Record<string, number>> = { PutBucketPolicy: 204, PutBucketTagging: 204 };

/** How S3's operations are told apart: those that are not supported, too, so that none is taken for another. */
export function routes(): Record<string, Route> {
  const all = Object.entries(routesOf(model(), neededParameters)).map(([name, route]): [string, Route] => [
    name,
    { ...route, status: STATUSES[name] ?? route.status },
  ]);
  return {
    ...Object.fromEntries(all.filter(([name]) => !NOT_BY_ROUTE.includes(name))),
    // A browser's upload by form, which no SDK sends.
    PostObject: { method: 'POST', path: '/{Bucket}', status: 204 },
  };
}

/** S3 has operations that only a parameter they need tells from another: UploadPart is a PutObject with two. */
function neededParameters(operation: string, { operations, shapes }: ServiceModel): string[] {
  const { members = {}, required = [] } = shapes[operations[operation]?.input?.shape ?? ''] ?? {};
  return required.flatMap((name) => {
    const { location, locationName = name } = members[name] ?? {};
    return location === 'querystring' ? [locationName] : [];
  });
}

/** S3's words for texts that are no value of a member. */
const WORDS: Readonly<Record<string, string>> = {
  ACL: '',
  EncodingType: 'Invalid Encoding Method specified in Request',
  MaxBuckets: 'Argument max-buckets must be an integer between 1 and 10000',
  MetadataDirective: 'Unknown metadata directive.',
  ObjectAttributes: 'Invalid attribute name specified.',
  PartNumber: 'Part number must be an integer between 1 and 10000, inclusive',
  ServerSideEncryption: 'The encryption method specified is not supported',
  TaggingDirective: 'Unknown tagging directive.',
};

/** Members whose values operations check themselves, as S3 takes others than the model has. */
const CHECKED_ELSEWHERE = [
  ...['ChecksumAlgorithm', 'ChecksumMode', 'ChecksumType', 'StorageClass'],
  ...['OptionalObjectAttributes', 'RequestPayer', 'TransitionDefaultMinimumObjectSize'],
];

/** Values that S3 takes and its model does not have. */
const UNTOLD: Readonly<Record<string, string>> = { BucketCannedACL: 'log-delivery-write' };

const MAX_INTEGER = 2_147_483_647;

const wrong = (member: string, wire: string, value: string) => {
  // What ownership there is none of is told of with the header's name.
  if (member === 'ObjectOwnership') return invalidArgument(`Invalid ${wire} header: ${value}`, wire);
  return invalidArgument(WORDS[member] ?? `The value of ${wire} is not valid`, wire, value);
};

/**
 * An operation of S3, whose input is read by AWS's model and checked in S3's own words: documents are MalformedXML as a
 * whole, headers and parameters InvalidArgument with their names, and conditions that are no dates are no conditions.
 */
export const modelled = modelledOperations<OperationContext>({
  model,
  texts(operation, given) {
    const input = { ...given };
    for (const [name, reference] of Object.entries(shapeOf(operation).members ?? {})) {
      const value = input[name];
      if (typeof value === 'string' && reference.location) input[name] = fromText(name, reference, value);
    }
    return input;
  },
  malformed: () => malformedXml(),
  invalid: {
    check(operation, input) {
      const { members = {}, required = [] } = shapeOf(operation);
      for (const [name, { shape, location, locationName: wire = name }] of Object.entries(members)) {
        const value = input[name];
        if (value === undefined) {
          if (!required.includes(name)) continue;
          if (location) throw invalidRequest(`Missing required header for this request: ${wire}`);
          throw malformedXml();
        }
        if (!location) checkDocument(shape, value);
        else if (!CHECKED_ELSEWHERE.includes(name)) checkLocated(name, shape, wire, value);
      }
    },
  },
});

const shapeOf = (operation: string): Shape => {
  const { operations, shapes } = model();
  return shapes[operations[operation]?.input?.shape ?? ''] ?? { type: 'structure' };
};

/** What the text of a header or parameter says. @throws AwsError InvalidArgument (400) for what is no number */
function fromText(name: string, { shape, locationName = name }: ShapeReference, text: string): unknown {
  const { type } = model().shapes[shape] ?? {};
  switch (type) {
    case 'integer':
    case 'long': {
      // A part without a number is none; of the others, an empty one is as if it weren't there.
      if (text === '' && name !== 'PartNumber') return undefined;
      const most = type === 'integer' ? MAX_INTEGER : Number.MAX_SAFE_INTEGER;
      const isInteger = /^\d+$/.test(text) && Number(text) <= most;
      const words = WORDS[name] ?? `Provided ${locationName} not an integer or within integer range`;
      if (!isInteger) throw invalidArgument(words, locationName, text);
      return Number(text);
    }
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'timestamp': {
      const date = new Date(text);
      return Number.isNaN(date.getTime()) ? undefined : date;
    }
    default:
      return text;
  }
}

/** @throws AwsError InvalidArgument (400) for a value that is none of those there are */
function checkLocated(name: string, shape: string, wire: string, value: unknown): void {
  const { enum: values, member } = model().shapes[shape] ?? {};
  if (member) {
    for (const each of value as unknown[]) checkLocated(name, member.shape, wire, each);
  } else if (values && ![...values, UNTOLD[shape]].includes(String(value))) {
    throw wrong(name, wire, String(value));
  }
}

/** @throws AwsError MalformedXML (400) for what lacks something, or has values that there are none of */
function checkDocument(name: string, value: unknown): void {
  const { type, members = {}, required = [], member, enum: values } = model().shapes[name] ?? {};
  // What is no region is told of with its name.
  if (values && name !== 'BucketLocationConstraint' && !values.includes(String(value))) throw malformedXml();
  if (type === 'list') for (const each of value as unknown[]) checkDocument(member?.shape ?? '', each);
  if (type !== 'structure') return;
  const structure = value as Readonly<Record<string, unknown>>;
  if (required.some((each) => structure[each] === undefined)) throw malformedXml();
  for (const [each, inner] of Object.entries(structure)) checkDocument(members[each]?.shape ?? '', inner);
}

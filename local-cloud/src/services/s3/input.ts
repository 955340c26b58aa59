import { notSupported } from '../../core/aws-error.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import { lazyModel } from '../../models.ts';
import type { Match } from '../../protocols/protocol.ts';
import { RestBinding, routesOf } from '../../protocols/rest-binding.ts';
import type { Route } from '../../protocols/routes.ts';
import type { ServiceModel } from '../../protocols/shapes/model.ts';
import { headerOf } from './request-header.ts';

const model = lazyModel('s3');
const binding = new RestBinding(model);

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

/**
 * Refuses what a request brings besides its body and nothing here goes by: headers and parameters of the model.
 *
 * @throws AwsError NotImplemented (501) that names the first
 */
export function refuseUnused(request: ApiRequest, match: Match): void {
  const { refused } = model().operations[match.operation] ?? {};
  if (!refused) return;
  const given = binding.located(request, match, (name) => headerOf(request, name));
  // What says nothing, as anywhere else.
  const isIdle = (value: unknown) => value === undefined || value === '' || value === 'false';
  const member = refused.find((name) => !isIdle(given[name]));
  if (member) throw notSupported(`The member ${member} of ${match.operation}`);
}

import type {
  CreateResourceRequest,
  DeleteResourceRequest,
  GetResourceRequest,
  GetResourcesRequest,
  Resource,
  UpdateResourceRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import { badRequest, conflict } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { applyPatches, type PatchRules } from '../patch.ts';
import { findApi, findResource } from '../store.ts';
import type { Api, ApiResource } from '../types.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export const createResource = modelled<CreateResourceRequest, Resource>(
  'CreateResource',
  (input, context) => {
    const { restApiId, parentId, pathPart } = input;
    const api = findApi(restApiId, context);
    const parent = findResource(api, parentId);
    checkPathPart(pathPart, parent, api);
    const id = lowerId(6);
    const resource: ApiResource = {
      id,
      parentId,
      pathPart,
      path: join(parent, pathPart),
      methods: new Map(),
    };
    api.resources.set(id, resource);
    return view(resource, false);
  },
);

function checkPathPart(pathPart: string, parent: ApiResource, api: Api, own?: string): void {
  if (parent.path.endsWith('+}')) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  if (!/^(\{[a-zA-Z0-9._-]+\+?\}|[a-zA-Z0-9._~:%@!$&'()*+,;=-]+)$/.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  const siblings = [...api.resources.values()].filter(
    ({ id, parentId }) => parentId === parent.id && id !== own,
  );
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = /^\{.+\}$/;
  const other = variable.test(pathPart) && siblings.find((sibling) => variable.test(sibling.pathPart ?? ''));
  if (other) {
    throw badRequest(
      `A sibling (${other.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}

const join = (parent: ApiResource, pathPart: string): string =>
  parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;

/** A resource on the wire: its methods in full where asked to embed them, else by name only. */
function view({ id, parentId, pathPart, path, methods }: ApiResource, embed: boolean): Resource {
  const resourceMethods =
    methods.size > 0
      ? Object.fromEntries([...methods].map(([name, method]) => [name, embed ? method : {}]))
      : undefined;
  return { id, parentId, pathPart, path, resourceMethods };
}

interface Query {
  restApiId: string;
  embed?: string | string[];
}

const embeds = ({ embed }: Query): boolean => [embed].flat().includes('methods');

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export const getResource = modelled<GetResourceRequest, Resource>('GetResource', (input, context) =>
  view(findResource(findApi(input.restApiId, context), input.resourceId), embeds(input)),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const getResources = modelled<GetResourcesRequest, PositionPage<Resource>>(
  'GetResources',
  (input, context) =>
    pageByPosition(
      [...findApi(input.restApiId, context).resources.values()].map((each) => view(each, embeds(input))),
      input,
    ),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html */
export const updateResource = modelled<UpdateResourceRequest, Resource>(
  'UpdateResource',
  (input, context) => {
    const api = findApi(input.restApiId, context);
    const moved = { ...findResource(api, input.resourceId) };
    if (moved.parentId === undefined) {
      const [field = 'pathPart'] = (input.patchOperations ?? []).map(({ path = '' }) => path.slice(1));
      throw badRequest(`Root resource cannot update its ${field}.`);
    }
    const rules: PatchRules<typeof moved> = {
      '/pathPart': (target, { value }) => Object.assign(target, { pathPart: value }),
      '/parentId': (target, { value }) => Object.assign(target, { parentId: value }),
    };
    applyPatches(moved, input, rules);
    const parent = findResource(api, moved.parentId);
    checkPathPart(moved.pathPart ?? '', parent, api, moved.id);
    if (parent.path === moved.path || parent.path.startsWith(`${moved.path}/`)) {
      throw badRequest('Resources cannot be cyclical.');
    }
    place(api, moved, parent);
    return view(findResource(api, moved.id), false);
  },
);

/** Puts a resource below a parent, and brings the paths of all below it along. */
function place(api: Api, resource: ApiResource, parent: ApiResource): void {
  const placed = { ...resource, path: join(parent, resource.pathPart ?? '') };
  api.resources.set(placed.id, placed);
  for (const child of api.resources.values()) {
    if (child.parentId === placed.id) place(api, child, placed);
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
export const deleteResource = modelled<DeleteResourceRequest, void>(
  'DeleteResource',
  ({ restApiId, resourceId }, context) => {
    const api = findApi(restApiId, context);
    if (findResource(api, resourceId).parentId === undefined) {
      throw badRequest('Root resource cannot be deleted');
    }
    remove(api, resourceId);
  },
);

function remove(api: Api, id: string): void {
  api.resources.delete(id);
  for (const child of [...api.resources.values()]) {
    if (child.parentId === id) remove(api, child.id);
  }
}

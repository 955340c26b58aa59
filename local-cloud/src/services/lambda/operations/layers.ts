import type {
  GetLayerVersionResponse,
  ListLayersCommandOutput,
  ListLayerVersionsCommandOutput,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { uuid } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { loadCode } from '../code/code-packages.ts';
import { lambdaDate } from '../configuration.ts';
import { invalidParameter } from '../errors.ts';
import { findLayerVersion, layerArn, layerName, parseLayerVersionArn } from '../layer-versions.ts';
import { paginate } from '../paginate.ts';
import { code, description, integer, paged } from '../schemas.ts';
import { lambdaStore } from '../store.ts';
import type { Layer, LayerVersion } from '../types.ts';

const architecture = z.enum(['x86_64', 'arm64']);
const Publish = z.object({
  LayerName: z.string().min(1),
  Description: description().optional(),
  Content: z.object(code),
  CompatibleRuntimes: z.array(z.string()).max(15).optional(),
  CompatibleArchitectures: z.array(architecture).max(2).optional(),
  LicenseInfo: z.string().max(512).optional(),
});
const Versioned = z.object({ LayerName: z.string().min(1), VersionNumber: integer() });
const filters = {
  ...paged(50),
  CompatibleRuntime: z.string().optional(),
  CompatibleArchitecture: architecture.optional(),
};
const List = z.object(filters);
const ListVersions = z.object({ ...filters, LayerName: z.string().min(1) });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export async function publishLayerVersion(
  input: unknown,
  context: OperationContext,
): Promise<GetLayerVersionResponse> {
  const request = checkInput(Publish, input);
  const name = layerName(request.LayerName);
  const loaded = await loadCode(request.Content, context);
  const { layers } = lambdaStore(context);
  const layer: Layer = layers.get(name) ?? {
    name,
    arn: layerArn(context, name),
    versions: new Map(),
    nextVersion: 1,
  };
  layers.set(name, layer);
  const version: LayerVersion = {
    layerArn: layer.arn,
    arn: `${layer.arn}:${layer.nextVersion}`,
    version: layer.nextVersion,
    description: request.Description ?? '',
    createdDate: lambdaDate(),
    code: loaded,
    compatibleRuntimes: request.CompatibleRuntimes,
    compatibleArchitectures: request.CompatibleArchitectures,
    licenseInfo: request.LicenseInfo,
    policy: new Map(),
    policyRevisionId: uuid(),
  };
  layer.versions.set(version.version, version);
  layer.nextVersion += 1;
  return answer(version);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export function getLayerVersion(input: unknown, context: OperationContext): GetLayerVersionResponse {
  const { LayerName, VersionNumber } = checkInput(Versioned, input);
  return answer(findLayerVersion(LayerName, VersionNumber, context));
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export function getLayerVersionByArn(input: unknown, context: OperationContext): GetLayerVersionResponse {
  const { name, version } = parseLayerVersionArn(checkInput(z.object({ Arn: z.string() }), input).Arn);
  return answer(findLayerVersion(name, version, context));
}

/** Functions that use the version keep it. @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
export function deleteLayerVersion(input: unknown, context: OperationContext): void {
  const { LayerName, VersionNumber } = checkInput(Versioned, input);
  if (VersionNumber < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  lambdaStore(context).layers.get(layerName(LayerName))?.versions.delete(VersionNumber);
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export function listLayerVersions(
  input: unknown,
  context: OperationContext,
): Omit<ListLayerVersionsCommandOutput, '$metadata'> {
  const request = checkInput(ListVersions, input);
  const layer = lambdaStore(context).layers.get(layerName(request.LayerName));
  const { page, NextMarker } = paginate(newestFirst(layer, request), request);
  return { LayerVersions: page.map(listed), NextMarker };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
export function listLayers(
  input: unknown,
  context: OperationContext,
): Omit<ListLayersCommandOutput, '$metadata'> {
  const request = checkInput(List, input);
  const matching = [...lambdaStore(context).layers.values()].flatMap((layer) => {
    const [latest] = newestFirst(layer, request);
    return latest
      ? [{ LayerName: layer.name, LayerArn: layer.arn, LatestMatchingVersion: listed(latest) }]
      : [];
  });
  const { page, NextMarker } = paginate(matching, request);
  return { Layers: page, NextMarker };
}

function newestFirst(layer: Layer | undefined, wanted: z.output<typeof List>): LayerVersion[] {
  const { CompatibleRuntime: runtime, CompatibleArchitecture: machine } = wanted;
  return [...(layer?.versions.values() ?? [])]
    .filter(({ compatibleRuntimes }) => runtime === undefined || compatibleRuntimes?.includes(runtime))
    .filter((version) => machine === undefined || version.compatibleArchitectures?.includes(machine))
    .sort((a, b) => b.version - a.version);
}

function listed(version: LayerVersion) {
  const { Content: _, LayerArn: __, ...rest } = answer(version);
  return rest;
}

function answer(version: LayerVersion): GetLayerVersionResponse {
  const { code: content } = version;
  return {
    Content: { Location: content.location, CodeSha256: content.sha256, CodeSize: content.size },
    LayerArn: version.layerArn,
    LayerVersionArn: version.arn,
    Description: version.description,
    CreatedDate: version.createdDate,
    Version: version.version,
    CompatibleRuntimes: version.compatibleRuntimes as GetLayerVersionResponse['CompatibleRuntimes'],
    LicenseInfo: version.licenseInfo,
    CompatibleArchitectures:
      version.compatibleArchitectures as GetLayerVersionResponse['CompatibleArchitectures'],
  };
}

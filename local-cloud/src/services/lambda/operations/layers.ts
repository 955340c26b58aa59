import type {
  DeleteLayerVersionRequest,
  GetLayerVersionByArnRequest,
  GetLayerVersionRequest,
  GetLayerVersionResponse,
  ListLayersRequest,
  ListLayersResponse,
  ListLayerVersionsRequest,
  ListLayerVersionsResponse,
  PublishLayerVersionRequest,
} from '@aws-sdk/client-lambda';
import { uuid } from '../../../core/ids.ts';
import { loadCode } from '../code/load-code.ts';
import { lambdaDate } from '../configuration.ts';
import { invalidParameter } from '../errors.ts';
import { modelled } from '../input.ts';
import { findLayerVersion, layerArn, layerName, parseLayerVersionArn } from '../layer-versions.ts';
import { pageOf } from '../paging.ts';
import { lambdaStore } from '../store.ts';
import type { Layer, LayerVersion } from '../types.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export const publishLayerVersion = modelled<PublishLayerVersionRequest, Promise<GetLayerVersionResponse>>(
  'PublishLayerVersion',
  async (input, context) => {
    const name = layerName(input.LayerName);
    const loaded = await loadCode(input.Content, context);
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
      description: input.Description ?? '',
      createdDate: lambdaDate(),
      code: loaded,
      compatibleRuntimes: input.CompatibleRuntimes,
      compatibleArchitectures: input.CompatibleArchitectures,
      licenseInfo: input.LicenseInfo,
      policy: new Map(),
      policyRevisionId: uuid(),
    };
    layer.versions.set(version.version, version);
    layer.nextVersion += 1;
    return answer(version);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export const getLayerVersion = modelled<GetLayerVersionRequest, GetLayerVersionResponse>(
  'GetLayerVersion',
  (input, context) => {
    const { LayerName, VersionNumber } = input;
    return answer(findLayerVersion(LayerName, VersionNumber, context));
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export const getLayerVersionByArn = modelled<GetLayerVersionByArnRequest, GetLayerVersionResponse>(
  'GetLayerVersionByArn',
  (input, context) => {
    const { name, version } = parseLayerVersionArn(input.Arn);
    return answer(findLayerVersion(name, version, context));
  },
);

/** Functions that use the version keep it. @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
export const deleteLayerVersion = modelled<DeleteLayerVersionRequest, void>(
  'DeleteLayerVersion',
  (input, context) => {
    const { LayerName, VersionNumber } = input;
    if (VersionNumber < 1) throw invalidParameter('Layer Version Cannot be less than 1');
    lambdaStore(context).layers.get(layerName(LayerName))?.versions.delete(VersionNumber);
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export const listLayerVersions = modelled<ListLayerVersionsRequest, ListLayerVersionsResponse>(
  'ListLayerVersions',
  (input, context) => {
    const layer = lambdaStore(context).layers.get(layerName(input.LayerName));
    const { items, NextMarker } = pageOf(newestFirst(layer, input), input);
    return { LayerVersions: items.map(listed), NextMarker };
  },
);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
export const listLayers = modelled<ListLayersRequest, ListLayersResponse>('ListLayers', (input, context) => {
  const matching = [...lambdaStore(context).layers.values()].flatMap((layer) => {
    const [latest] = newestFirst(layer, input);
    return latest
      ? [{ LayerName: layer.name, LayerArn: layer.arn, LatestMatchingVersion: listed(latest) }]
      : [];
  });
  const { items, NextMarker } = pageOf(matching, input);
  return { Layers: items, NextMarker };
});

function newestFirst(
  layer: Layer | undefined,
  wanted: Pick<ListLayersRequest, 'CompatibleRuntime' | 'CompatibleArchitecture'>,
): LayerVersion[] {
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

import type { Cloud } from '../../core/cloud.ts';
import type { Packing } from '../../core/records/collection.ts';
import { keptCode, type PackedCode, packedCode } from './code/kept-code.ts';
import type { CodePackage, FunctionRecord, FunctionVersion, Layer, LayerVersion } from './types.ts';

type Packed<T> = Omit<T, 'code'> & { readonly code: PackedCode };
type PackedVersion = Packed<Omit<FunctionVersion, 'settings'>> & {
  readonly settings: Omit<FunctionVersion['settings'], 'Layers'> & {
    readonly Layers: readonly Packed<LayerVersion>[];
  };
};
type PackedFunction = Omit<FunctionRecord, 'latest' | 'versions' | 'provisioned' | 'held'> & {
  readonly latest: PackedVersion;
  readonly versions: ReadonlyMap<string, PackedVersion>;
  /** How many environments are to be initialised, by alias or version. */
  readonly provisioned: ReadonlyMap<string, number>;
};

/** What functions asked to have provided when the cloud ended. */
export const provisionedBefore = new WeakMap<FunctionRecord, ReadonlyMap<string, number>>();
type PackedLayer = Omit<Layer, 'versions'> & {
  readonly versions: ReadonlyMap<number, Packed<LayerVersion>>;
};

const withPackedCode = <T extends { readonly code: CodePackage }>(value: T): Packed<T> => ({
  ...value,
  code: packedCode(value.code),
});

export const layerPacking = (cloud: Cloud): Packing<Layer> => ({
  pack: (layer): PackedLayer => ({ ...layer, versions: mapped(layer.versions, withPackedCode) }),
  unpack: (data) => {
    const layer = data as PackedLayer;
    return { ...layer, versions: mapped(layer.versions, (version) => layerVersionOf(version, cloud)) };
  },
});

/**
 * A function's versions hold the layer versions they have been given: those stay with them when they are deleted.
 *
 * @param findLayer a layer version that is still there
 */
export const functionPacking = (
  cloud: Cloud,
  findLayer: (name: string, version: number) => LayerVersion | undefined,
): Packing<FunctionRecord> => {
  const pack = (version: FunctionVersion): PackedVersion => ({
    ...withPackedCode(version),
    settings: { ...version.settings, Layers: version.settings.Layers.map(withPackedCode) },
  });
  const layerOf = (layer: Packed<LayerVersion>): LayerVersion => {
    const found = findLayer(layer.layerArn.split(':').at(-1) ?? '', layer.version);
    return found?.createdDate === layer.createdDate ? found : layerVersionOf(layer, cloud);
  };
  const unpack = (version: PackedVersion): FunctionVersion => ({
    ...version,
    code: keptCode(version.code, cloud),
    settings: { ...version.settings, Layers: version.settings.Layers.map(layerOf) },
    // Whatever was under way is over.
    transition: undefined,
  });
  return {
    pack: ({ held: _, ...record }): PackedFunction => ({
      ...record,
      latest: pack(record.latest),
      versions: mapped(record.versions, pack),
      provisioned: mapped(record.provisioned, ({ requested }) => requested),
    }),
    unpack: (data) => {
      const { provisioned, ...facts } = data as PackedFunction;
      const [latest, versions] = [unpack(facts.latest), mapped(facts.versions, unpack)];
      const record = { ...facts, latest, versions, provisioned: new Map() };
      provisionedBefore.set(record, provisioned);
      return record;
    },
  };
};

const layerVersionOf = (version: Packed<LayerVersion>, cloud: Cloud): LayerVersion => ({
  ...version,
  code: keptCode(version.code, cloud),
});

const mapped = <K, A, B>(map: ReadonlyMap<K, A>, change: (value: A) => B): Map<K, B> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));

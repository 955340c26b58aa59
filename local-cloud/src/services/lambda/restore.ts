import type { Cloud } from '../../core/cloud.ts';
import { restoreCode } from './code/kept-code.ts';
import { resolveQualifier } from './function-name.ts';
import { restoreUrls } from './function-url/urls.ts';
import { ProvisionedEnvironments } from './invocation/provisioned-environments.ts';
import { prepareWorld } from './invocation/worlds.ts';
import { provisionedBefore } from './packing.ts';
import { lambdaStore } from './store.ts';
import type { CodePackage, FunctionRecord, FunctionVersion } from './types.ts';

/** Functions as they were when the cloud ended: their code ready to run, their URLs on their ports. */
export async function restore(cloud: Cloud, regions: readonly string[]): Promise<void> {
  const runtimes = new Map<string, string>();
  const wanted: CodePackage[] = [];
  for (const region of regions) {
    for (const record of lambdaStore({ cloud, region }).functions.peekAll()) {
      runtimes.set(record.latest.settings.Runtime, region);
      for (const { code, settings } of reachable(record))
        wanted.push(code, ...settings.Layers.map((layer) => layer.code));
    }
  }
  await restoreCode(cloud, wanted);
  for (const region of regions) {
    await restoreUrls({ cloud, region });
    provide(cloud, region);
  }
  for (const [runtime, region] of runtimes) {
    prepareWorld(runtime, { cloud, region, accountId: cloud.accountId });
  }
}

/** The versions that a URL, an API or a rule leads to; others are ready when they are first invoked. */
function reachable({ latest, versions, aliases }: FunctionRecord): FunctionVersion[] {
  const numbers = [...aliases.values()].flatMap(({ functionVersion, weights = {} }) => [
    functionVersion,
    ...Object.keys(weights),
  ]);
  return [latest, ...[...new Set(numbers)].flatMap((number) => versions.get(number) ?? [])];
}

/** Initialises the environments that were kept so. */
function provide(cloud: Cloud, region: string): void {
  for (const record of lambdaStore({ cloud, region }).functions.peekAll()) {
    for (const [qualifier, requested] of provisionedBefore.get(record) ?? []) {
      const scope = { cloud, region, accountId: cloud.accountId };
      const provisioned = new ProvisionedEnvironments(record, scope);
      record.provisioned.set(qualifier, provisioned);
      provisioned.provide(resolveQualifier(record, qualifier).version, requested);
    }
  }
}

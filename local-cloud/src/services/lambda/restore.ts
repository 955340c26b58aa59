import type { Cloud } from '../../core/cloud.ts';
import { restoreCode } from './code/kept-code.ts';
import { resolveQualifier } from './function-name.ts';
import { restoreUrls } from './function-url/urls.ts';
import { ProvisionedEnvironments } from './invocation/provisioned-environments.ts';
import { prepareWorld } from './invocation/worlds.ts';
import { provisionedBefore } from './packing.ts';
import { lambdaStore } from './store.ts';

/** Functions as they were when the cloud ended: their code ready to run, their URLs on their ports. */
export async function restore(cloud: Cloud, regions: readonly string[]): Promise<void> {
  const runtimes = new Map<string, string>();
  for (const region of regions) {
    for (const { latest } of lambdaStore({ cloud, region }).functions.peekAll()) {
      runtimes.set(latest.settings.Runtime, region);
    }
  }
  await restoreCode(cloud);
  for (const region of regions) {
    await restoreUrls({ cloud, region });
    provide(cloud, region);
  }
  for (const [runtime, region] of runtimes) {
    prepareWorld(runtime, { cloud, region, accountId: cloud.accountId });
  }
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

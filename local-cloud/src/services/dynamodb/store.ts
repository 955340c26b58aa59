import { defineStore } from '../../core/store.ts';
import { Engine } from './engine.ts';

/** Every region has tables of its own; they live as long as the cloud. */
export const engine = defineStore('dynamodb', ({ cloud, region }) => {
  const opened = Engine.open({ region, accountId: cloud.accountId });
  cloud.onClose(async () => (await opened).close());
  return opened;
});

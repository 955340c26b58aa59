import { defineStore } from '../../core/store.ts';
import { Database } from './database.ts';

/** Every region has tables of its own. */
export const database = defineStore('dynamodb', ({ cloud, region }) => {
  const made = new Database({ store: cloud.store, clock: cloud.clock, region, accountId: cloud.accountId });
  cloud.onClose(async () => made.close());
  return made;
});

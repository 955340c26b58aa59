import { regionsOf } from '../core/store.ts';
import { cloudOf, type LocalCloud } from '../index.ts';
import { stackStore } from '../services/cloudformation/store.ts';
import { scopedTo } from './region-request.ts';

/**
 * Deletes the stacks whose creation was rolled back, as that of one is which was under way when local-cloud ended: nothing else can
 * be done with them, and a deploy tool would ask its user to.
 */
export async function removeRolledBack(running: LocalCloud): Promise<void> {
  const cloud = cloudOf(running);
  for (const region of regionsOf(cloud, 'cloudformation')) {
    for (const stack of stackStore({ cloud, region }).all()) {
      await stack.run?.finished;
      if (stack.deleted || stack.status !== 'ROLLBACK_COMPLETE') continue;
      await fetch(running.endpoint, {
        method: 'POST',
        headers: scopedTo('cloudformation', region),
        body: new URLSearchParams({ Action: 'DeleteStack', Version: '2010-05-15', StackName: stack.id }),
      });
      await stack.run?.finished;
    }
  }
}

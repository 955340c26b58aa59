import type { JsonTable, Tasks } from 'common';

/** What `sls exec` can run inside the deployed function. */
export function createTasks(table: JsonTable): Tasks {
  return {
    /** How many items the table has. */
    count: () => table.count(),
  };
}

import { createKeyJsonApp, type JsonTable } from 'common';
import type { Express } from 'express';

/** The app of this module over the given table, so that a test can give it another. */
export function createApp(table: JsonTable): Express {
  return createKeyJsonApp('modulo1', table);
}

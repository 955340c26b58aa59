import { defineStore, type StoreScope } from '../../../core/store.ts';
import type { FunctionInspector } from './function-inspector.ts';

/** Which functions are debugged. */
export const inspection = defineStore(
  'lambda-inspection',
  () => ({ byFunction: new Map<string, FunctionInspector>() }),
  { scope: 'global' },
);

/** The longest that a timer takes, in ms. */
const NO_LIMIT = 2 ** 31 - 1;

/** How long others wait for a function, in ms: while any is debugged, for as long as somebody looks at it. */
export const limitOf = (milliseconds: number, scope: StoreScope): number =>
  inspection(scope).byFunction.size > 0 ? NO_LIMIT : milliseconds;

import type { KeySchema } from '../tables/key-schema.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { StoredItem } from './stored-item.ts';

/** Who changed an item where nobody asked: time to live, as its stream records say. */
export interface UserIdentity {
  readonly Type: string;
  readonly PrincipalId: string;
}

/** What becomes of one item, as its table, its stream and a copy in the making take it in. */
export interface ItemChange {
  readonly table: { readonly key: KeySchema };
  readonly key: string;
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  readonly userIdentity?: UserIdentity;
  /** Write capacity of the indexes it touched, known once it is committed. */
  indexUnits?: Map<SecondaryIndex, number>;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
export const MAX_HASH_BYTES = 2048;
export const MAX_RANGE_BYTES = 1024;

/** Bytes a write capacity unit carries. */
export const WRITE_UNIT = 1024;
/** Bytes a read capacity unit carries, consistently; eventually consistent reads cost half. */
export const READ_UNIT = 4096;

/** Units for so many bytes: whole ones, and at least one. */
export const capacityUnits = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

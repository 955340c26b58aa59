import type { StoredEvent } from './kept-events.ts';

/** What one answer with events may have: 1 MB. */
export const MAX_ANSWER_BYTES = 1_048_576;

export const sizeOf = ({ message }: StoredEvent): number => Buffer.byteLength(message) + 26;

/** Whose functions' logs are shown: those of requests and events that failed, all, or none. */
export const LOG_MODES = ['errors', 'all', 'none'] as const;
export type LogMode = (typeof LOG_MODES)[number];

/** Which logs are shown now. */
export interface LogChoice {
  readonly mode: LogMode;
  /** The function all of whose logs are shown, besides. */
  only?: string;
}

import type { WireResponse } from '../../../protocols/protocol.ts';

/** What AWS answers for an id that no function URL has, or has any more. */
export const noSuchUrl = (): WireResponse => ({
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
  body: JSON.stringify({ Message: 'Forbidden' }),
});

import type { WireResponse } from '../../../http/wire-response.ts';

/** In AWS's words since 2025. */
export const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

/** What AWS answers for an id that no function URL has, or has any more. */
export const noSuchUrl = (): WireResponse => ({
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
  body: JSON.stringify({ Message: FORBIDDEN }),
});

import type { WireResponse } from '../http/wire-response.ts';
import { CONSOLE } from './paths.ts';

const MARK =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23b4541a' d='M2 3h12v3H2zm0 5h8v3H2z'/%3E%3C/svg%3E";

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>local-cloud</title>
<link rel="icon" href="data:image/svg+xml,${MARK}">
<link rel="stylesheet" href="${CONSOLE}assets/app.css">
<script type="module" src="${CONSOLE}assets/app.js"></script>
<div id="app"></div>
<noscript>The console needs JavaScript. <a href="${CONSOLE}health">Health</a> does not.</noscript>
`;

/** Nothing is loaded from or sent to another place, no page may show this one, and no script runs but its own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types xml',
].join('; ');

/** On everything the console answers: another origin's page can neither show nor read it. */
export const GUARDED = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/**
 * The console's page, which has nothing in it but the names of its files: a link to it from anywhere may open it.
 *
 * @returns undefined for any other request
 */
export function consolePage(method: string, path: string): WireResponse | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (path === CONSOLE.slice(0, -1)) return { status: 308, headers: { location: CONSOLE } };
  if (path !== CONSOLE) return undefined;
  return {
    status: 200,
    headers: {
      ...GUARDED,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    },
    body: PAGE,
  };
}

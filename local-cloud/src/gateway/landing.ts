import type { Cloud } from '../core/cloud.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { WireResponse } from '../http/wire-response.ts';
import type { Address, Service } from '../services/service.ts';

/** Names under which people open the endpoint; any other may be a bucket's. */
const PLAIN_HOST = /^(localhost(\.localstack\.cloud)?|[\d.]+|\[[\da-f:.]+\])$/;

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }
  h1 { font-weight: 600 } small, footer { opacity: .65 } table { border-collapse: collapse; width: 100% }
  td { padding: .35rem 1rem .35rem 0; border-top: 1px solid #8884; overflow-wrap: anywhere } td:first-child { font-weight: 600 }`;

/**
 * The page for a person who opens the endpoint in a browser, undefined for every other request: tools, which ask for
 * anything or JSON, get at `/` what S3 answers there.
 */
export function landing(
  request: ApiRequest,
  services: readonly Service[],
  cloud: Cloud,
  version: string,
): WireResponse | undefined {
  const asked = request.method === 'GET' && request.path === '/' && request.rawQuery === '';
  const byBrowser = request.header('accept')?.includes('text/html') && !request.scope;
  if (!asked || !byBrowser || !PLAIN_HOST.test(request.host)) return undefined;
  const addresses = services.flatMap((service) => service.addresses?.(cloud) ?? []);
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // No page of another origin may show this one as its own.
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    },
    body: page(addresses, version),
  };
}

function page(addresses: readonly Address[], version: string): string {
  const sorted = [...addresses].sort((a, b) => a.name.localeCompare(b.name) || a.kind.localeCompare(b.kind));
  const deployed = sorted.length === 0 ? '<p>Nothing with a URL is deployed yet.' : table(sorted);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>local-cloud</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<h1>local-cloud <small>${escaped(version)}</small></h1>
<p>An AWS-compatible endpoint on this machine. This address is for tools: <code>aws</code>, <code>sls</code>, SDKs, Terraform.
${deployed}
<p><a href="/_local-cloud/">Open the console</a>, to see what is here and what happens.
<footer><p><a href="/_local-cloud/health">Health</a></footer>
`;
}

function table(addresses: readonly Address[]): string {
  const rows = addresses.map(
    ({ name, kind, url }) =>
      `<tr><td>${escaped(name)}<td>${escaped(kind)}<td><a href="${escaped(url)}">${escaped(url)}</a>`,
  );
  return `<table>\n${rows.join('\n')}\n</table>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

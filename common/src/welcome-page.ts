import type { Route } from './routes-of.ts';

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }
  h1 { font-weight: 600 } code { font: 15px ui-monospace, monospace } td { padding: .15rem 1.5rem .15rem 0 }`;

/** A page for whoever opens an app's root in a browser: its routes, those to be read as links. */
export function welcomePage(name: string, routes: Route[]): string {
  const rows = routes.flatMap(({ path, methods }) =>
    methods.filter((method) => method !== 'HEAD').map((method) => row(method, path)),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(name)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<h1>${escaped(name)}</h1>
<p>This app is running. It answers</p>
<table>
${rows.join('\n')}
</table>
`;
}

function row(method: string, path: string): string {
  const text = `<code>${escaped(path)}</code>`;
  const canBeOpened = method === 'GET' && !/[:*{]/.test(path);
  // Relative: a stage or a base path may stand before it.
  const link = canBeOpened ? `<a href="${escaped(path.replace(/^\//, ''))}">${text}</a>` : text;
  return `<tr><td><code>${method}</code><td>${link}`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

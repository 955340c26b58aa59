#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`local-cloud needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`);
  process.exit(1);
}
const here = (/** @type {string} */ file) => new URL(`../${file}`, import.meta.url);
const { main } = await import(await bundle());
await main(process.argv.slice(2));

/** The bundle. A checkout has the sources, too, from which it is made anew where it is missing or older. */
async function bundle() {
  const builder = here('build/bundle.mjs');
  if (existsSync(fileURLToPath(builder))) return (await import(builder.href)).freshBundle();
  const { href } = here('dist/cli.js');
  if (existsSync(fileURLToPath(href))) return href;
  console.error('This copy of local-cloud was packed before it was built. In its checkout: npm run pack');
  process.exit(1);
}

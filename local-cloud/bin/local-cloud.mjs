#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`local-cloud needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`);
  process.exit(1);
}
// Published, there is the bundle alone. A checkout has the sources, from which it is made anew where it is missing or older.
const builder = new URL('../build/bundle.mjs', import.meta.url);
const bundle = existsSync(fileURLToPath(builder))
  ? await (await import(builder.href)).freshBundle()
  : new URL('../dist/cli.js', import.meta.url).href;
const { main } = await import(bundle);
await main(process.argv.slice(2));

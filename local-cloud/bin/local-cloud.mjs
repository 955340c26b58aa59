#!/usr/bin/env node
// Runs the bundle of src/, made anew where it is missing or older than its sources: nobody has to build anything.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`local-cloud needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`);
  process.exit(1);
}
const { freshBundle } = await import('./build.mjs');
const { main } = await import(await freshBundle());
await main(process.argv.slice(2));

import { createRequire } from 'node:module';

// The manifest sits one folder above both src/ and dist/.
const manifest = createRequire(import.meta.url)('../package.json') as { version: string };

export const version: string = manifest.version;

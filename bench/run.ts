/**
 * `npm run bench`: local-cloud beside a plain server and serverless-offline, in one run on one machine. Prints tables;
 * with `--write` it puts them into docs/benchmarks.md, too.
 */
import { writeFileSync } from 'node:fs';
import { cpus, release as osRelease, type as osType, totalmem } from 'node:os';
import path from 'node:path';
import { root } from './lib/bench-app.ts';
import { deployments } from './suites/deployments.ts';
import { requests } from './suites/requests.ts';
import { starts } from './suites/starts.ts';

// The SDK's notice about newer Node versions would stand between the steps.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const HELP = `Usage: npm run bench [-- --write]

Measures requests, starts and deployments side by side; takes about five minutes.
  --write   also write docs/benchmarks.md
`;

if (process.argv.includes('--help')) {
  process.stdout.write(HELP);
} else {
  const sections = [];
  for (const suite of [requests, starts, deployments]) {
    const section = await suite((step) => process.stderr.write(`${step}\n`));
    process.stdout.write(`${section}\n`);
    sections.push(section);
  }
  if (process.argv.includes('--write')) {
    writeFileSync(path.join(root, 'docs', 'benchmarks.md'), `${heading()}\n${sections.join('\n')}`);
  }
}

function heading(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `# Benchmarks

Written by \`npm run bench -- --write\` on ${day}: ${cores.length} cores (${cores[0]?.model.trim()}), ${memory} GiB, Node ${process.version},
${osType()} ${osRelease().split('-')[0]}. Compare figures of one run with each other; another machine has others. The load comes from the same
machine as the servers. Medians of interleaved rounds.

Aims: (b) p50 within 1.5× of (a) on the DynamoDB read with one connection, at least 2× the requests/s of (c) with ten;
local-cloud ready in 300 ms and below 120 MB idle; \`sls deploy\` of one changed function at most 1 s longer than \`sls package\`.
What a function URL costs beyond a plain server is two more processes in the way of each request (the endpoint, and the
execution environment behind the Runtime API), which on two cores take turns with the load and the database.
`;
}

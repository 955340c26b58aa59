/**
 * `npm run bench`: local-cloud beside a plain server, serverless-offline and other DynamoDB engines, in one run on one machine. Prints tables;
 * with `--write` it puts them into docs/benchmarks.md, too.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release as osRelease, type as osType, totalmem } from 'node:os';
import path from 'node:path';
import { root } from './lib/bench-app.ts';
import { deployments } from './suites/deployments.ts';
import { dynamodb } from './suites/dynamodb.ts';
import { functions } from './suites/functions.ts';
import { reload } from './suites/reload.ts';
import { requests } from './suites/requests.ts';
import { starts } from './suites/starts.ts';

// The SDK's notice about newer Node versions would stand between the steps.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const SUITES = { requests, dynamodb, starts, functions, deployments, reload };

const HELP = `Usage: npm run bench [-- [suite …] [--write]]

Measures side by side, by default everything, in about thirteen minutes: ${Object.keys(SUITES).join(', ')}
  --write   also write docs/benchmarks.md; of single suites, their sections
`;

const file = path.join(root, 'docs', 'benchmarks.md');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.find((name) => !Object.hasOwn(SUITES, name));

if (process.argv.includes('--help')) {
  process.stdout.write(HELP);
} else if (unknown !== undefined) {
  process.stderr.write(`There is no suite "${unknown}".\n${HELP}`);
  process.exitCode = 2;
} else {
  const sections = [];
  for (const [name, suite] of Object.entries(SUITES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const section = dated(await suite((step) => process.stderr.write(`${step}\n`)));
    process.stdout.write(`${section}\n`);
    sections.push(section);
  }
  if (process.argv.includes('--write')) {
    writeFileSync(file, names.length > 0 ? replaced(sections) : `${heading()}\n${sections.join('\n')}`);
  }
}

/** The page with these sections in place of those of their titles, or behind all others. */
function replaced(sections: readonly string[]): string {
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/m);
  const titleOf = (part: string) => part.slice(0, part.indexOf('\n'));
  for (const section of sections) {
    const at = parts.findIndex((part) => titleOf(part) === titleOf(section));
    if (at < 0) parts.push(section);
    else parts[at] = at === parts.length - 1 ? section : `${section}\n`;
  }
  return parts.map((part, at) => (at < parts.length - 1 ? `${part.trimEnd()}\n\n` : part)).join('');
}

/** A section with the day of its figures, as each may be measured by itself. */
function dated(section: string): string {
  const end = section.indexOf('\n');
  return `${section.slice(0, end)}\n\nMeasured on ${new Date().toISOString().slice(0, 10)}.${section.slice(end)}`;
}

function heading(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `# Benchmarks

Written by \`npm run bench -- --write\`: ${cores.length} cores (${cores[0]?.model.trim()}), ${memory} GiB, Node ${process.version},
${osType()} ${osRelease().split('-')[0]}. Compare figures of one run with each other; another machine has others. The load comes from the same
machine as the servers. Medians of interleaved rounds.

Aims: (b) p50 within 1.5× of (a) on the DynamoDB read with one connection, at least 2× the requests/s of (c) with ten;
local-cloud ready in 300 ms and below 120 MB idle; \`sls deploy\` of one changed function at most 1 s longer than \`sls package\`.
What a function URL costs beyond a plain server is two more processes in the way of each request (the endpoint, and the
execution environment behind the Runtime API), which on two cores take turns with the load and the database.
`;
}

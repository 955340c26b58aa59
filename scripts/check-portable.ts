/** `npm run check:portable`: what of macOS and Windows can be held to on Linux. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RULES } from './portable/rules.ts';
import { SUITES, SYSTEMS, type System, simulate } from './portable/simulations.ts';
import { check } from './portable/sources.ts';

const USAGE = `Usage: npm run check:portable -- [--system darwin|win32] [--rules] [PATH …]

Reads the code for what some system does otherwise, and then runs tests as on macOS and on Windows, which Linux simulates.

  --rules    only reads the code
  --list     says what it reads the code for, and why
  --system   only runs the tests as on one system
  PATH       runs these tests in place of those in which the systems differ
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    list: { type: 'boolean' },
    rules: { type: 'boolean' },
    system: { type: 'string' },
  },
});
const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

if (values.help) process.stdout.write(USAGE);
else if (values.list) process.stdout.write(RULES.map(({ name, reason }) => `${name}: ${reason}\n`).join(''));
else await run();

async function run(): Promise<void> {
  const systems = SYSTEMS.filter((system) => values.system === undefined || values.system === system);
  if (systems.length === 0) {
    process.stderr.write(`--system is ${SYSTEMS.join(' or ')}, not ${values.system}.\n`);
    process.exitCode = 2;
    return;
  }
  if (!readCode()) process.exitCode = 1;
  if (values.rules) return;
  if (process.platform !== 'linux') {
    process.stdout.write('Linux alone simulates other systems: the tests are not run.\n');
    return;
  }
  for (const system of systems) await runTests(system);
}

/** @returns whether nothing was found */
function readCode(): boolean {
  const { findings, unused } = check(root);
  for (const { rule, file, line } of findings)
    process.stdout.write(`${file}:${line}  ${rule.name}: ${rule.reason}\n`);
  for (const exception of unused)
    process.stdout.write(`scripts/portable/rules.ts  no longer needs to allow ${exception}\n`);
  const isFine = findings.length + unused.length === 0;
  if (isFine) process.stdout.write(`The code keeps to ${RULES.length} rules of what is portable.\n`);
  return isFine;
}

async function runTests(system: System): Promise<void> {
  process.stdout.write(`\nTests as on ${system === 'darwin' ? 'macOS' : 'Windows'}\n`);
  const code = await simulate(root, system, positionals.length > 0 ? positionals : SUITES[system]);
  if (code !== 0) process.exitCode = 1;
}

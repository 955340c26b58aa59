import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { breaches } from '../portable/rule.ts';
import { RULES } from '../portable/rules.ts';
import { check } from '../portable/sources.ts';

const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Of each rule what breaks it, and what stands there instead. */
const SAMPLES: Readonly<Record<string, readonly [bad: string, good: string]>> = {
  shim: ["spawn(path.join(root, 'node_modules', '.bin', 'sls'))", "spawn(...toolCommand('sls', []))"],
  'tool-by-name': ["run('npm', ['ci'])", "run(...npmCommand('ci'))"],
  shell: ["execSync('ls | wc')", "/a(b)/.exec('ab')"],
  'process-group': ['process.kill(-child.pid)', 'endTree(child.pid)'],
  detached: ['spawn(a, b, { detached: true })', 'spawn(a, b, { ...OWN_TREE })'],
  'own-signal': ["process.kill(process.pid, 'SIGINT')", "signalSelf('SIGINT')"],
  'signal-of-test': ["child.kill('SIGINT')", "program.signal('SIGINT')"],
  'user-id': ['process.getuid()', 'process.getuid?.()'],
  ps: ["run('ps', ['-e'])", 'processesOf(pid)'],
  tmp: ["writeFileSync('/tmp/x', '')", "writeFileSync(path.join(tmpdir(), 'x'), '')"],
  'temporary-folder': ["mkdtempSync(path.join(tmpdir(), 'x-'))", "temporaryFolder('x-')"],
  'temporary-variable': ['{ TMPDIR: folder }', '{ ...temporaryVariables(folder) }'],
  'home-variable': ['{ HOME: folder }', '{ ...homeVariables(folder) }'],
  link: ['symlinkSync(path.join(a, b), c)', "symlinkSync(path.join(a, b), c, 'junction')"],
  rename: ['await rename(from, to)', 'await moveInto(to, from)'],
  removal: ['rm(a, { recursive: true })', 'rm(a, { recursive: true, maxRetries: 3 })'],
  proc: ["readFileSync('/proc/self/stat')", "fetch('http://host/proc')"],
  'url-path': ["new URL('..', import.meta.url).pathname", "fileURLToPath(new URL('..', import.meta.url))"],
  'import-of-path': ['await import(file)', 'await import(pathToFileURL(file).href)'],
  slash: ["name.startsWith(homedir() + '/')", 'name.startsWith(homedir() + path.sep)'],
};

/** A file that every rule is for. */
const FILES = ['local-cloud/src/sample.ts', 'local-cloud/test/sample.test.ts'];

it('has a sample for every rule', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(RULES.map(({ name }) => name).sort());
});

it.each(RULES.map((rule) => [rule.name, rule] as const))(
  'finds %s, and nothing where it is done well',
  (name, rule) => {
    const [bad = '', good = ''] = SAMPLES[name] ?? [];
    const found = (code: string) => FILES.flatMap((file) => breaches(rule, file, `// ${bad}\n${code}\n`));
    expect(new Set(found(bad).map(({ line }) => line))).toEqual(new Set([2]));
    expect(found(good)).toEqual([]);
    expect(rule.reason).not.toBe('');
  },
);

it('finds nothing in this project but what it allows, and allows nothing in vain', () => {
  const { findings, unused } = check(root);
  expect(findings.map(({ rule, file, line }) => `${file}:${line} ${rule.name}`)).toEqual([]);
  expect(unused).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allowance, breaches, type Finding } from './rule.ts';
import { RULES } from './rules.ts';

const SOURCE = /\.[cm]?[jt]s$/;
/** What was made, or is somebody else's. */
const LEFT_OUT = /^(node_modules|dist|fixtures|coverage|examples|\..*)$/;
/** They write what they forbid. */
const ABOUT_RULES = /^scripts\/(portable\/|test\/portable-rules)/;

/** Every source of the project: its name with `/`, and its text. */
export function* sources(root: string, below = ''): Generator<[file: string, text: string]> {
  for (const entry of readdirSync(path.join(root, below), { withFileTypes: true })) {
    const name = path.posix.join(below, entry.name);
    if (LEFT_OUT.test(entry.name) || ABOUT_RULES.test(name)) continue;
    if (entry.isDirectory()) yield* sources(root, name);
    else if (SOURCE.test(entry.name)) yield [name, readFileSync(path.join(root, name), 'utf8')];
  }
}

/** @returns what breaks a rule, and `unused`: `RULE: FILE` of each exception that nothing needs any more */
export function check(root: string): { findings: Finding[]; unused: string[] } {
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const [file, text] of sources(root)) {
    for (const rule of RULES) {
      const found = breaches(rule, file, text);
      const allowed = found.length > 0 ? allowance(rule, file) : undefined;
      if (allowed === undefined) findings.push(...found);
      else used.add(`${rule.name}: ${allowed}`);
    }
  }
  const all = RULES.flatMap(({ name, allowed }) => Object.keys(allowed).map((file) => `${name}: ${file}`));
  return { findings, unused: all.filter((each) => !used.has(each)) };
}

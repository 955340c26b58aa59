/** What may not stand in the code, because some system does otherwise. */
export interface Rule {
  readonly name: string;
  /** Why not, and what stands there instead. */
  readonly reason: string;
  /** A pattern with the flag `g`; or what finds the places in a text. */
  readonly finds: RegExp | ((code: string) => number[]);
  /** Files it is for; by default all. */
  readonly files?: RegExp;
  /** Files, or folders with `/` at their end, in which it may stand, each with the reason. */
  readonly allowed: Readonly<Record<string, string>>;
}

export interface Finding {
  readonly rule: Rule;
  readonly file: string;
  readonly line: number;
}

/**
 * Where code breaks a rule, whether that is allowed there or not.
 *
 * @param file as Git names it
 */
export function breaches(rule: Rule, file: string, text: string): Finding[] {
  if (rule.files && !rule.files.test(file)) return [];
  const code = withoutComments(text);
  const { finds } = rule;
  const places = finds instanceof RegExp ? [...code.matchAll(finds)].map(({ index }) => index) : finds(code);
  return places.map((at) => ({ rule, file, line: code.slice(0, at).split('\n').length }));
}

/** The entry of a rule's `allowed` that a file is under. */
export const allowance = (rule: Rule, file: string): string | undefined =>
  Object.keys(rule.allowed).find((name) => (name.endsWith('/') ? file.startsWith(name) : file === name));

/** With every line where it was. */
const withoutComments = (text: string): string =>
  text
    .replace(/^\s*\/\*[\s\S]*?\*\//gm, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/ .*$/gm, '$1');

/** Where a function is called with arguments that fit. @param name of the function, as a pattern */
export function calls(name: string, fits: (args: string) => boolean): (code: string) => number[] {
  return (code) =>
    [...code.matchAll(new RegExp(`(?<![\\w.])(?:\\w+\\.)?${name}\\(`, 'g'))]
      .filter(({ 0: head, index }) => fits(inParentheses(code, index + head.length)))
      .map(({ index }) => index);
}

function inParentheses(code: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; at < code.length && depth > 0; at += 1) {
    if (code[at] === '(') depth += 1;
    if (code[at] === ')') depth -= 1;
  }
  return code.slice(from, at - 1);
}

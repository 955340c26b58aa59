import { AwsError } from '../core/aws-error.ts';

/** What a form holds: text, lists and structures of it. Types beyond text are the operation's business. */
export type FormValue = string | FormValue[] | { [member: string]: FormValue };

interface Node {
  text?: string;
  members: Map<string, Node>;
}

/** Deeper than any input of AWS; a name of nothing but dots would otherwise recurse as deep as it is long. */
const MAX_DEPTH = 32;

/**
 * Turns `Tags.member.1.Key=a` into `{ Tags: [{ Key: 'a' }] }`. Entries are ordered by their numbers, whatever their
 * order in the form; an empty list arrives as `Tags=` and stays an empty text.
 *
 * @throws AwsError MalformedInput for a name that is no path, a list without numbers, a text that has members
 */
export function parseForm(parameters: URLSearchParams): Record<string, FormValue> {
  const root: Node = { members: new Map() };
  for (const [name, value] of parameters) {
    const parts = name.split('.');
    if (parts.length > MAX_DEPTH) throw malformedForm(name);
    let node = root;
    for (const part of parts) {
      if (part === '' || part === '__proto__') throw malformedForm(name);
      let next = node.members.get(part);
      if (!next) {
        next = { members: new Map() };
        node.members.set(part, next);
      }
      node = next;
    }
    node.text = value;
  }
  return record(root, '');
}

function record(node: Node, path: string): Record<string, FormValue> {
  const entries: [string, FormValue][] = [];
  for (const [name, member] of node.members) entries.push([name, value(member, `${path}${name}`)]);
  return Object.fromEntries(entries);
}

function value(node: Node, path: string): FormValue {
  if (node.members.size === 0) return node.text ?? '';
  if (node.text !== undefined) throw malformedForm(path);
  const list = node.members.get('member');
  return list && node.members.size === 1 ? entriesOf(list, `${path}.member`) : record(node, `${path}.`);
}

function entriesOf(list: Node, path: string): FormValue[] {
  const entries = [...list.members].sort(([a], [b]) => Number(a) - Number(b));
  if (entries.length === 0) throw malformedForm(path);
  return entries.map(([number, entry]) => {
    if (!/^\d+$/.test(number)) throw malformedForm(`${path}.${number}`);
    return value(entry, `${path}.${number}`);
  });
}

/** The error a query service answers to a form it can't read. */
const malformedForm = (name: string): AwsError =>
  new AwsError('MalformedInput', `Unexpected parameter name ${name}`);

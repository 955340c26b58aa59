import { malformedForm } from './query.ts';

/** What a form holds: text, lists and structures of it. Types beyond text are the operation's business. */
export type FormValue = string | FormValue[] | { [member: string]: FormValue };

interface Node {
  text?: string;
  members: Map<string, Node>;
}

/**
 * Turns `Tags.member.1.Key=a` into `{ Tags: [{ Key: 'a' }] }`. Entries are ordered by their numbers, whatever their
 * order in the form; an empty list arrives as `Tags=` and stays an empty text.
 */
export function parseForm(parameters: URLSearchParams): Record<string, FormValue> {
  const root: Node = { members: new Map() };
  for (const [name, value] of parameters) {
    let node = root;
    for (const part of name.split('.')) {
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
  return record(root);
}

function record(node: Node): Record<string, FormValue> {
  const entries: [string, FormValue][] = [];
  for (const [name, member] of node.members) entries.push([name, value(member)]);
  return Object.fromEntries(entries);
}

function value(node: Node): FormValue {
  if (node.members.size === 0) return node.text ?? '';
  const list = node.members.get('member');
  if (list && node.members.size === 1) return entriesOf(list);
  return record(node);
}

function entriesOf(list: Node): FormValue[] {
  return [...list.members].sort(([a], [b]) => Number(a) - Number(b)).map(([, entry]) => value(entry));
}

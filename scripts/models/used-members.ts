import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';
import { children, type Node, readsOf } from './syntax.ts';

const SERVICES = fileURLToPath(new URL('../../local-cloud/src/services', import.meta.url));

/** The folders of the services that share one with others. */
const FOLDERS: Readonly<Record<string, string>> = {
  apigateway: 'apigateway/rest',
  apigatewayv2: 'apigateway/http',
  dynamodbstreams: 'dynamodb/streams-api',
};

interface Module {
  /** What the module declares at its top, by name. */
  readonly declared: ReadonlyMap<string, Node>;
  /** Where what it imports comes from, by the name it has here. */
  readonly imported: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}

const modules = new Map<string, Module>();

/**
 * What the operations of a service read of their inputs, by operation: the names of the members that `modelled('Name', …)`
 * and the functions it calls take of anything. It is read off the code, so that nobody has to tell it.
 */
export function usedMembers(service: string): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  const folder = path.join(SERVICES, FOLDERS[service] ?? service);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = path.join(folder, name);
    for (const declaration of moduleOf(file).declared.values()) {
      for (const [operation, act] of operationsIn(declaration)) {
        const reads = used.get(operation) ?? new Set<string>();
        collect(act, file, reads, new Set());
        used.set(operation, reads);
      }
    }
  }
  return used;
}

/** Every `modelled('Name', act)` in a declaration. */
function operationsIn(node: Node): [string, Node][] {
  const own = operationOf(node);
  return own ? [own] : children(node).flatMap(operationsIn);
}

function operationOf(node: Node): [string, Node] | undefined {
  if (node.type !== 'CallExpression' || (node.callee as Node).value !== 'modelled') return undefined;
  const [name, act] = (node.arguments as { expression: Node }[]).map(({ expression }) => expression);
  return name?.type === 'StringLiteral' && act ? [String(name.value), act] : undefined;
}

function collect(node: Node, file: string, reads: Set<string>, seen: Set<Node>): void {
  if (seen.has(node)) return;
  seen.add(node);
  // What another operation reads, it reads of an input of its own.
  if (operationOf(node)) return;
  const handedOn = handsOn(node, file);
  if (handedOn) collect(handedOn.node, handedOn.file, reads, seen);
  for (const read of readsOf(node)) reads.add(read);
  if (node.type === 'Identifier') {
    const found = resolve(String(node.value), file);
    if (found) collect(found.node, found.file, reads, seen);
  }
  for (const child of children(node)) {
    // What an object is made with is written, not read.
    if (node.type === 'KeyValueProperty' && child === node.key) continue;
    collect(child, file, reads, seen);
  }
}

/** The operation that gets all of this one's input: `getStage(input, context)`. */
function handsOn(node: Node, file: string): { node: Node; file: string } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const [first] = node.arguments as { expression: Node }[];
  if (first?.expression.type !== 'Identifier' || first.expression.value !== 'input') return undefined;
  const found = resolve(String((node.callee as Node).value), file);
  const act = found && operationOf(found.node)?.[1];
  return act && { node: act, file: found.file };
}

function resolve(name: string, file: string): { node: Node; file: string } | undefined {
  const { declared, imported } = moduleOf(file);
  const node = declared.get(name);
  if (node) return { node, file };
  const from = imported.get(name);
  return from && resolve(from.name, from.file);
}

function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const declared = new Map<string, Node>();
  const imported = new Map<string, { file: string; name: string }>();
  const { body } = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', target: 'es2022' });
  for (const item of body as unknown as Node[]) {
    const node = item.type === 'ExportDeclaration' ? (item.declaration as Node) : item;
    if (node.type === 'ImportDeclaration') noteImports(node, file, imported);
    else if (node.type === 'VariableDeclaration') {
      for (const each of node.declarations as Node[]) {
        const { value } = each.id as Node;
        if (typeof value === 'string' && each.init) declared.set(value, each.init as Node);
      }
    } else if (typeof (node.identifier as Node | undefined)?.value === 'string') {
      if (!node.type.startsWith('Ts')) declared.set(String((node.identifier as Node).value), node);
    }
  }
  const made = { declared, imported };
  modules.set(file, made);
  return made;
}

function noteImports(node: Node, file: string, imported: Map<string, { file: string; name: string }>): void {
  const source = String((node.source as Node).value);
  const target = path.resolve(path.dirname(file), source);
  if (!source.startsWith('.') || !source.endsWith('.ts') || !target.startsWith(SERVICES)) return;
  for (const specifier of node.specifiers as Node[]) {
    const local = String((specifier.local as Node).value);
    const original = specifier.imported as Node | null | undefined;
    imported.set(local, { file: target, name: original ? String(original.value) : local });
  }
}

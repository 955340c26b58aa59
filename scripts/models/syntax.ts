/** A node of the syntax tree, as far as members are looked for in it. */
export interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The nodes right below a node, those of types left out: they are not there when the code runs. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  const take = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) take(each);
    else if (isNode(value)) {
      if (!isType(value)) found.push(value);
    } else if (typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) take(each);
  };
  for (const [name, value] of Object.entries(node)) {
    if (name !== 'span' && name !== 'typeAnnotation' && name !== 'typeParams') take(value);
  }
  return found;
}

/** Casts carry an expression; all other nodes of TypeScript's own are types. */
const isType = ({ type }: Node): boolean =>
  type.startsWith('Ts') && !/^Ts(As|Satisfies|NonNull|ConstAssertion|TypeAssertion|Instantiation)/.test(type);

/** What a node reads of some object: `x.Name`, `{ Name } = x`, `x['Name']`. */
export function readsOf(node: Node): string[] {
  if (node.type === 'MemberExpression') return textOf(node.property as Node);
  if (node.type === 'AssignmentPatternProperty' || node.type === 'KeyValuePatternProperty') {
    return textOf(node.key as Node);
  }
  return [];
}

function textOf(node: Node): string[] {
  if (node.type === 'Identifier' || node.type === 'StringLiteral') return [String(node.value)];
  return node.type === 'Computed' ? textOf(node.expression as Node).filter(() => isText(node)) : [];
}

const isText = (node: Node): boolean => (node.expression as Node).type === 'StringLiteral';

/** Syntax trees as the text has them: placeholders are looked up, and operands checked, when a request uses the tree. */

export type Step = { readonly name: string; readonly placeholder: boolean } | number;

export interface PathNode {
  readonly kind: 'path';
  readonly steps: readonly Step[];
}

export interface ValueNode {
  readonly kind: 'value';
  /** With its colon. */
  readonly name: string;
}

export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly OperandNode[];
}

/** A sum or difference, in SET alone. */
export interface ArithmeticNode {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-';
  readonly left: SetNode;
  readonly right: SetNode;
}

export type OperandNode = PathNode | ValueNode | CallNode;
export type SetNode = OperandNode | ArithmeticNode;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type ConditionNode =
  | { readonly kind: 'compare'; operator: Comparator; left: OperandNode; right: OperandNode }
  | { readonly kind: 'between'; value: OperandNode; low: OperandNode; high: OperandNode }
  | { readonly kind: 'in'; value: OperandNode; list: readonly OperandNode[] }
  | { readonly kind: 'and' | 'or'; left: ConditionNode; right: ConditionNode }
  | { readonly kind: 'not'; operand: ConditionNode }
  | CallNode;

export interface ConditionTree {
  readonly root: ConditionNode;
  readonly redundantParentheses: boolean;
}

export interface UpdateTree {
  readonly actions: readonly ActionNode[];
  /** The first section that came twice. */
  readonly repeated: string | undefined;
  readonly redundantParentheses: boolean;
}

export type ActionNode =
  | { readonly section: 'SET'; path: PathNode; value: SetNode }
  | { readonly section: 'REMOVE'; path: PathNode }
  | { readonly section: 'ADD' | 'DELETE'; path: PathNode; value: ValueNode };

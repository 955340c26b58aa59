import { validationError } from '../errors.ts';
import type { StackResource } from '../types.ts';
import { setResource } from './events.ts';
import type { StackOperation } from './operation.ts';

export type PolicyAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, { readonly ResourceType?: string | readonly string[] }>>;
}

/** @throws AwsError ValidationError for text that is no policy, or that has what is not evaluated here */
export function checkPolicyText(text: string): void {
  let statements: readonly Statement[] | undefined;
  try {
    statements = statementsOf(text);
  } catch {
    throw validationError('Error validating stack policy: Invalid stack policy');
  }
  const valid = statements?.every(
    ({ Effect, Action, NotAction, Resource, NotResource }) =>
      (Effect === 'Allow' || Effect === 'Deny') && (Action ?? NotAction) && (Resource ?? NotResource),
  );
  if (!valid || statements?.length === 0)
    throw validationError('Error validating stack policy: Invalid stack policy');
  for (const { Condition } of statements ?? []) {
    const other = Object.keys(Condition ?? {}).find((operator) => !/^String(Equals|Like)$/.test(operator));
    if (other) {
      throw validationError(
        `Error validating stack policy: the condition ${other} is not supported by local-cloud`,
      );
    }
  }
}

function statementsOf(text: string): readonly Statement[] {
  const { Statement: statements } = JSON.parse(text) as { Statement: Statement | readonly Statement[] };
  return list(statements);
}

/**
 * Marks a resource as failed and throws where the stack's policy does not allow what is about to be done to it. Once
 * a stack has a policy, what no statement allows is denied, and a denial wins.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 * @throws AwsError ValidationError "Action denied by stack policy: …"
 */
export function checkStackPolicy(
  { stack, policy = stack.policy }: StackOperation,
  resource: StackResource,
  action: PolicyAction,
): void {
  if (policy === undefined) return;
  const statements = statementsOf(policy);
  const applies = statements.map((statement) => matches(statement, resource, action));
  const denying = statements.findIndex(({ Effect }, index) => Effect === 'Deny' && applies[index]);
  const allowed = statements.some(({ Effect }, index) => Effect === 'Allow' && applies[index]);
  if (denying < 0 && allowed) return;
  const reason =
    denying < 0
      ? `Action not allowed by stack policy`
      : `Action denied by stack policy: Statement [#${denying + 1}] does not allow [${action}] for resource ` +
        `[LogicalResourceId/${resource.logicalId}];`;
  setResource(stack, resource, { status: 'UPDATE_FAILED', reason });
  throw validationError(reason);
}

function matches(statement: Statement, resource: StackResource, action: PolicyAction): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const name = `LogicalResourceId/${resource.logicalId}`;
  const actionFits = Action === undefined ? !anyLike(NotAction, action) : anyLike(Action, action);
  const resourceFits = Resource === undefined ? !anyLike(NotResource, name) : anyLike(Resource, name);
  const types = Object.values(Condition ?? {}).map(({ ResourceType }) => ResourceType);
  return actionFits && resourceFits && types.every((patterns) => anyLike(patterns, resource.type));
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : ([] as T[]).concat(value as T | T[]);

/** Whether a text is like one of the patterns, in which `*` stands for anything. */
function anyLike(patterns: string | readonly string[] | undefined, text: string): boolean {
  return list(patterns).some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(text);
  });
}

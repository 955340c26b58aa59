import { malformedPolicy } from './errors.ts';

type Statement = Readonly<Record<string, unknown>>;

/**
 * Checks a document's form as far as IAM's answers are known to differ.
 *
 * @param kind `trust`: who may assume a role; `identity`: what a role may do
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws AwsError MalformedPolicyDocument (400)
 */
export function checkPolicyDocument(text: string, kind: 'trust' | 'identity'): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformedPolicy(
      kind === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.',
    );
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw malformedPolicy('Syntax errors in policy.');
  }
  const { Version, Statement } = document as Statement;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw malformedPolicy('Syntax errors in policy.');
  }
  if (Statement === undefined) throw malformedPolicy('Missing required field Statement');
  for (const statement of [Statement].flat()) {
    if (typeof statement !== 'object' || statement === null)
      throw malformedPolicy('Syntax errors in policy.');
    checkStatement(statement as Statement, kind);
  }
}

function checkStatement(statement: Statement, kind: 'trust' | 'identity'): void {
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement;
  if (Effect === undefined) throw malformedPolicy('Missing required field Effect');
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformedPolicy('Invalid effect in policy');
  if (Action === undefined && NotAction === undefined) {
    throw malformedPolicy('Policy statement must contain actions.');
  }
  if (kind === 'trust') {
    if (Principal === undefined) throw malformedPolicy('Missing required field Principal');
    if (Resource !== undefined || NotResource !== undefined) {
      throw malformedPolicy('Has prohibited field Resource');
    }
    return;
  }
  if (Principal !== undefined || NotPrincipal !== undefined) {
    throw malformedPolicy('Policy document should not specify a principal.');
  }
  if (Resource === undefined && NotResource === undefined) {
    throw malformedPolicy('Policy statement must contain resources.');
  }
}

/** Documents go out percent-encoded, strictly by RFC 3986. */
export const encodeDocument = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

import { malformedPolicy } from './errors.ts';
import { checkIdentityRules } from './policy-rules.ts';
import { checkSyntax, type Statement } from './policy-syntax.ts';

/**
 * What a policy is for: `trust`: who may assume a role; `inline`: what a role may do; `managed`: the same, as a policy of
 * its own, which has to say its version.
 */
export type PolicyKind = 'trust' | 'inline' | 'managed';

/**
 * Checks a document in the order and the words of IAM.
 *
 * @param options.placeholders whether resources may be names that stand for what local-cloud lacks
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws AwsError MalformedPolicyDocument (400)
 */
export function checkPolicyDocument(
  text: string,
  kind: PolicyKind,
  options: { placeholders?: boolean } = {},
): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformedPolicy(
      kind === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.',
    );
  }
  if (kind === 'trust') {
    checkTrust(document);
    return;
  }
  const statements = checkSyntax(document);
  if (kind === 'managed' && (document as Statement).Version !== '2012-10-17') {
    throw malformedPolicy('Policy document must be version 2012-10-17 or greater.');
  }
  checkIdentityRules(statements, options);
}

const TRUST_ELEMENTS = new Set(
  ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'].concat(
    // Known, and refused in words of their own.
    ['Resource', 'NotResource'],
  ),
);

function checkTrust(document: unknown): void {
  if (!isObject(document)) throw malformedPolicy('Syntax errors in policy.');
  const { Version, Statement: given } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw malformedPolicy('Syntax errors in policy.');
  }
  if (given === undefined) throw malformedPolicy('Missing required field Statement');
  const statements = [given].flat();
  if (statements.length === 0 || !statements.every(isObject))
    throw malformedPolicy('Syntax errors in policy.');
  for (const statement of statements) checkTrustStatement(statement);
  const ids = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
  if (new Set(ids).size < ids.length) {
    throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  }
}

function checkTrustStatement(statement: Statement): void {
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement;
  const unknown = Object.keys(statement).find((element) => !TRUST_ELEMENTS.has(element));
  if (unknown !== undefined) throw malformedPolicy(`Unknown field ${unknown}`);
  if (Effect === undefined) throw malformedPolicy('Missing required field Effect');
  // Who may assume a role is read with less care than what it may do: ALLOW is taken here, and there it is not.
  if (!/^(allow|deny)$/i.test(String(Effect))) throw malformedPolicy(`Invalid effect: ${String(Effect)}`);
  const actions = [Action ?? NotAction ?? []].flat();
  if (actions.length === 0) throw malformedPolicy('Policy statement must contain actions.');
  if (Principal === undefined && NotPrincipal === undefined) {
    throw malformedPolicy('Missing required field Principal');
  }
  if (Resource !== undefined || NotResource !== undefined) {
    throw malformedPolicy('Has prohibited field Resource');
  }
  if (Action !== undefined && !actions.every((action) => /^(sts:|\*$)/i.test(String(action)))) {
    throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  for (const [kind, names] of Object.entries(isObject(Principal) ? Principal : {})) {
    for (const name of [names].flat()) checkPrincipal(kind, String(name));
  }
}

/** Services are named by a host of AWS's; who the others are is not looked up. */
function checkPrincipal(kind: string, name: string): void {
  const isService = /\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|aws)$/;
  if (kind === 'Service' && name !== '*' && !isService.test(name)) {
    throw malformedPolicy(`Invalid principal in policy: "SERVICE":"${name}"`);
  }
}

const isObject = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Documents go out percent-encoded, strictly by RFC 3986. */
export const encodeDocument = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

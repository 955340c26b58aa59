import { malformedPolicy } from './errors.ts';

export type Statement = Readonly<Record<string, unknown>>;

const DOCUMENT = new Set(['Version', 'Id', 'Statement']);
const STATEMENT = new Set([
  ...['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  ...['Principal', 'NotPrincipal'],
]);

/** Condition operators, without what may stand before and after them. */
const OPERATORS = new Set([
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan'],
  ...['NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals'],
  ...['DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals'],
  ...['ArnNotLike', 'Null'],
]);

/**
 * Checks the form of a policy that says what may be done: its elements and their types.
 *
 * @returns its statements
 * @throws AwsError MalformedPolicyDocument "Syntax errors in policy."
 */
export function checkSyntax(document: unknown): Statement[] {
  const isFine =
    isObject(document) &&
    Object.keys(document).every((element) => DOCUMENT.has(element)) &&
    [undefined, '2012-10-17', '2008-10-17'].includes(document.Version as string | undefined) &&
    isOptionalText(document.Id);
  const statements = isFine ? [document.Statement ?? []].flat() : [];
  if (statements.length === 0 || !statements.every(isStatement)) {
    throw malformedPolicy('Syntax errors in policy.');
  }
  return statements;
}

function isStatement(value: unknown): value is Statement {
  if (!isObject(value)) return false;
  const has = (element: string) => Object.hasOwn(value, element);
  return (
    Object.keys(value).every((element) => STATEMENT.has(element)) &&
    isOptionalText(value.Sid) &&
    /^(allow|deny)$/i.test(String(value.Effect)) &&
    ['Action', 'NotAction', 'Resource', 'NotResource'].every((element) => isTexts(value[element])) &&
    !(has('Action') && has('NotAction')) &&
    !(has('Resource') && has('NotResource')) &&
    isCondition(value.Condition)
  );
}

function isCondition(condition: unknown): boolean {
  if (condition === undefined) return true;
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(([operator, keys]) => {
    if (!isObject(keys)) return false;
    const values = Object.values(keys).flat();
    const plain = operator.replace(/^For(AllValues|AnyValue):/, '').replace(/IfExists$/, '');
    return (
      (OPERATORS.has(plain) || values.length === 0) &&
      values.every((value) => ['string', 'number', 'boolean'].includes(typeof value))
    );
  });
}

const isObject = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOptionalText = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isTexts = (value: unknown): boolean =>
  value === undefined || [value].flat().every((entry) => typeof entry === 'string');

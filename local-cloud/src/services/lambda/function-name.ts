import { arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import { detected } from '../../protocols/shapes/shown.ts';
import { accessDenied, functionNotFound, invalidParameter, resourceNotFound } from './errors.ts';
import { settle } from './state.ts';
import { lambdaStore } from './store.ts';
import type { Alias, FunctionRecord, FunctionVersion, Scope } from './types.ts';

/** Name, partial ARN (`000000000000:function:name`) or ARN, each with or without `:qualifier`. */
const FUNCTION_NAME =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?<region>[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** The pattern as AWS prints it in validation messages. */
const PRINTED_PATTERN =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?' +
  '([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';

export interface FunctionLocator {
  readonly name: string;
  readonly qualifier?: string;
}

/**
 * Takes apart what a client may call a function by.
 *
 * @param qualifier what the request has as Qualifier; must not contradict the one in the name
 * @throws AwsError ValidationException, InvalidParameterValueException, AccessDeniedException (another account),
 *   ResourceNotFoundException (another region)
 */
export function locate(text: string, qualifier: string | undefined, scope: Scope): FunctionLocator {
  const parts = FUNCTION_NAME.exec(text)?.groups;
  if (!parts?.name)
    throw violation('functionName', text, `satisfy regular expression pattern: ${PRINTED_PATTERN}`);
  if (qualifier !== undefined && !/^[a-zA-Z0-9$_-]{1,128}$/.test(qualifier)) {
    throw violation('qualifier', qualifier, 'satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)');
  }
  if (parts.account && parts.account !== scope.accountId)
    throw accessDenied('Cross-account pass is not allowed.');
  if (parts.region && parts.region !== scope.region) {
    throw resourceNotFound(
      `Functions from '${parts.region}' are not reachable in this region ('${scope.region}')`,
    );
  }
  if (qualifier && parts.qualifier && qualifier !== parts.qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { name: parts.name, qualifier: qualifier || parts.qualifier };
}

function violation(member: string, value: string, constraint: string): AwsError {
  return new AwsError(
    'ValidationException',
    detected([`Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`]),
  );
}

export function functionArn(scope: Scope, name: string, qualifier?: string): string {
  return arn('lambda', scope, `function:${name}${qualifier ? `:${qualifier}` : ''}`);
}

/** @throws AwsError ResourceNotFoundException */
export function getRecord({ name, qualifier }: FunctionLocator, scope: Scope): FunctionRecord {
  const record = lambdaStore(scope).functions.get(name);
  if (!record) throw functionNotFound(functionArn(scope, name, qualifier));
  return record;
}

/** Finds a function by whatever it is called by. */
export function findFunction(
  text: string,
  qualifier: string | undefined,
  scope: Scope,
): { record: FunctionRecord; qualifier?: string } {
  const locator = locate(text, qualifier, scope);
  return { record: getRecord(locator, scope), qualifier: locator.qualifier };
}

/** A version by its number, or $LATEST. */
export function versionOf(record: FunctionRecord, version: string): FunctionVersion | undefined {
  return version === '$LATEST' ? record.latest : record.versions.get(version);
}

/**
 * The version, and the alias that led there, behind a qualifier. Whoever asks finds it done.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function resolveQualifier(
  record: FunctionRecord,
  qualifier: string | undefined,
): { version: FunctionVersion; alias?: Alias } {
  if (qualifier === undefined) {
    settle(record.latest);
    return { version: record.latest };
  }
  const alias = record.aliases.get(qualifier);
  const version = versionOf(record, alias?.functionVersion ?? qualifier);
  if (!version) throw functionNotFound(`${record.arn}:${qualifier}`);
  settle(version);
  return { version, alias };
}

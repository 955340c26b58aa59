import { parseArn } from '../../core/arn.ts';
import type { StoreScope } from '../../core/store.ts';
import { invalidParameter, resourceNotFound, validationException } from './errors.ts';
import { type LogGroup, logStore } from './store.ts';

/**
 * The log group that operations name by `logGroupName` or by `logGroupIdentifier`, which may be an ARN.
 *
 * @throws AwsError ValidationException where it is both, InvalidParameterException where it is neither, ResourceNotFoundException
 */
export function findGroup(
  { logGroupName, logGroupIdentifier }: { logGroupName?: string; logGroupIdentifier?: string },
  scope: StoreScope,
): LogGroup {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw validationException('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  }
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalidParameter('Exactly one of logGroupName or logGroupIdentifier must be specified.');
  }
  const name = logGroupName ?? groupNameOf(logGroupIdentifier!);
  return logStore(scope).group(name);
}

const groupNameOf = (identifier: string): string =>
  /^log-group:([^:]+)/.exec(parseArn(identifier)?.resource ?? '')?.[1] ?? identifier;

/** The log group an ARN is of, with or without `:*`. @throws AwsError ResourceNotFoundException */
export function groupByArn(resourceArn: string, scope: StoreScope): LogGroup {
  const name = /^log-group:([^:]+)(:\*)?$/.exec(parseArn(resourceArn)?.resource ?? '')?.[1];
  if (name === undefined) throw resourceNotFound('log group');
  return logStore(scope).group(name);
}

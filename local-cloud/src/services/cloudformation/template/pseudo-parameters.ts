import { partition, urlSuffix } from '../../../core/arn.ts';
import type { Json } from '../../../resources/json.ts';

/** What a template's pseudo parameters are answered from. */
export interface StackIdentity {
  readonly stackId: string;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly notificationArns: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const PSEUDO_PARAMETERS: Readonly<Record<string, (stack: StackIdentity) => Json | undefined>> = {
  'AWS::AccountId': (stack) => stack.accountId,
  'AWS::NotificationARNs': (stack) => [...stack.notificationArns],
  'AWS::NoValue': () => undefined,
  'AWS::Partition': (stack) => partition(stack.region),
  'AWS::Region': (stack) => stack.region,
  'AWS::StackId': (stack) => stack.stackId,
  'AWS::StackName': (stack) => stack.stackName,
  'AWS::URLSuffix': (stack) => urlSuffix(stack.region),
};

export const isPseudoParameter = (name: string): boolean => Object.hasOwn(PSEUDO_PARAMETERS, name);

/** @returns undefined for AWS::NoValue, which takes away what it is the value of */
export const pseudoParameter = (name: string, stack: StackIdentity): Json | undefined =>
  PSEUDO_PARAMETERS[name]?.(stack);

import { fillStageVariables, lambdaTarget } from '../shared/lambda-target.ts';

/**
 * The function that an integration's URI names, by its ARN or within API Gateway's own form of it; undefined where the
 * URI is of something else.
 *
 * @param variables what `${stageVariables.name}` stands for; names are only known when a request comes
 */
export function functionOf(uri: string, variables?: Readonly<Record<string, string>>): string | undefined {
  if (!/^arn:[^:]+:lambda:/.test(uri)) return lambdaTarget(uri, variables);
  return fillStageVariables(uri, variables);
}

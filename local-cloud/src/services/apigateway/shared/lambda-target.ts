/**
 * `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:…:function:name/invocations`, and
 * `…/2021-11-15/functions/…/response-streaming-invocations`
 */
const LAMBDA_URI =
  /^arn:[^:]+:apigateway:[^:]+:lambda:path\/(?:2015-03-31\/functions\/(.+)\/invocations|2021-11-15\/functions\/(.+)\/response-streaming-invocations)$/;

const STAGE_VARIABLE = /\$\{stageVariables\.([a-zA-Z0-9_]+)\}/g;

/**
 * The function that an integration's URI names, by ARN or name, or undefined where the URI is of something else.
 *
 * @param variables what `${stageVariables.name}` stands for; names are only known when a request comes
 */
export function lambdaTarget(
  uri: string,
  variables: Readonly<Record<string, string>> = {},
): string | undefined {
  const [, buffered, streaming] = LAMBDA_URI.exec(uri) ?? [];
  const target = buffered ?? streaming;
  return target && fillStageVariables(target, variables);
}

/** The same for HTTP APIs, which also take a function's ARN by itself. */
export function lambdaTargetOrArn(
  uri: string,
  variables?: Readonly<Record<string, string>>,
): string | undefined {
  if (!/^arn:[^:]+:lambda:/.test(uri)) return lambdaTarget(uri, variables);
  return fillStageVariables(uri, variables);
}

/** Text with its `${stageVariables.name}` filled in; a variable that the stage lacks stands for nothing. */
const fillStageVariables = (text: string, variables: Readonly<Record<string, string>> = {}): string =>
  text.replace(STAGE_VARIABLE, (_, name: string) => variables[name] ?? '');

/** From nodejs24.x on Lambda knows neither callbacks nor what of the context goes with them. */
export const HAS_CALLBACKS = !(
  Number(/^AWS_Lambda_nodejs(\d+)\.x$/.exec(process.env.AWS_EXECUTION_ENV ?? '')?.[1]) >= 24
);

/**
 * @typedef {object} Context
 * @property {boolean} [callbackWaitsForEmptyEventLoop]
 * @property {(error: unknown, result?: unknown) => void} [done]
 * @property {(result?: unknown) => void} [succeed]
 * @property {(error?: unknown) => void} [fail]
 * @property {string | undefined} functionVersion
 * @property {string | undefined} functionName
 * @property {string | undefined} memoryLimitInMB
 * @property {string | undefined} logGroupName
 * @property {string | undefined} logStreamName
 * @property {unknown} clientContext
 * @property {unknown} identity
 * @property {string | undefined} invokedFunctionArn
 * @property {string | undefined} awsRequestId
 * @property {() => number} getRemainingTimeInMillis
 */

/**
 * The context object: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 * @param {Record<string, string>} headers of the event
 * @param {(error: unknown, result?: unknown) => void} done
 * @returns {Context}
 */
export function createContext(headers, done) {
  const context = commonContext(headers);
  if (!HAS_CALLBACKS) return context;
  return {
    callbackWaitsForEmptyEventLoop: true,
    done,
    succeed: (result) => done(null, result),
    fail: (error) => done(error ?? 'handled'),
    ...context,
  };
}

/** @param {Record<string, string>} headers */
function commonContext(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const { env } = process;
  return {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parse(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: parse(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/**
 * @param {string | undefined} json
 * @param {string} name
 * @returns {unknown}
 */
function parse(json, name) {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

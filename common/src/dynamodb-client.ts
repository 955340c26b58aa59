import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * Three attempts of at most 2.5 s each end before the functions' own timeout of 10 s, so that a database
 * that hangs is answered with 503 by the app and not with a 502 or a timeout by Lambda.
 */
const MAX_ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 1000;
const REQUEST_TIMEOUT_MS = 2500;

/**
 * A client with timeouts and retries that suit a function behind HTTP. Region, credentials and, on a local
 * stage, `AWS_ENDPOINT_URL` come from the environment. Connections are kept alive by the SDK itself.
 */
export function createDynamoDbClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without this the SDK only warns when the time is over, and goes on waiting.
      throwOnRequestTimeout: true,
    },
    ...config,
  });
}

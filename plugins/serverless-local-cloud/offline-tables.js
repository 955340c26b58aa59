/** Members of AWS::DynamoDB::Table that CreateTable takes under the same name. */
const CREATE_TABLE_MEMBERS = [
  'TableName',
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
];

/**
 * Makes the tables of a service's resources that are not there yet: serverless-offline runs functions without a
 * deployment, so nothing else would.
 *
 * @param {Record<string, { Type: string, Properties?: Record<string, unknown> }>} resources
 * @param {() => Promise<Record<string, unknown>>} clientConfig of the AWS SDK v3, for those who have tables
 * @returns {Promise<string[]>} names of the tables that were made
 * @throws {Error} where a table is refused
 */
async function createMissingTables(resources, clientConfig) {
  const inputs = Object.values(resources)
    .filter(
      ({ Type, Properties }) => Type === 'AWS::DynamoDB::Table' && typeof Properties?.TableName === 'string',
    )
    .map(({ Properties }) => tableInput(Properties ?? {}));
  if (inputs.length === 0) return [];
  const { DynamoDBClient, CreateTableCommand, waitUntilTableExists } = require('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient({ ...(await clientConfig()), maxAttempts: 1 });
  /** @type {string[]} */
  const made = [];
  try {
    for (const input of inputs) {
      try {
        await client.send(new CreateTableCommand(input));
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceInUseException') continue;
        throw error;
      }
      await waitUntilTableExists(
        { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
        { TableName: input.TableName },
      );
      made.push(String(input.TableName));
    }
  } finally {
    client.destroy();
  }
  return made;
}

/** @param {Record<string, unknown>} properties */
function tableInput(properties) {
  const members = CREATE_TABLE_MEMBERS.filter((name) => name in properties).map((name) => [
    name,
    properties[name],
  ]);
  return /** @type {import('@aws-sdk/client-dynamodb').CreateTableCommandInput} */ (
    Object.fromEntries(members)
  );
}

module.exports = { createMissingTables };

/** The official SDK client of each service: what it can send is what AWS has. */
const CLIENTS: Readonly<Record<string, () => Promise<object>>> = {
  apigateway: () => import('@aws-sdk/client-api-gateway'),
  apigatewayv2: () => import('@aws-sdk/client-apigatewayv2'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  dynamodbstreams: () => import('@aws-sdk/client-dynamodb-streams'),
  ecr: () => import('@aws-sdk/client-ecr'),
  iam: () => import('@aws-sdk/client-iam'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  s3: () => import('@aws-sdk/client-s3'),
  sts: () => import('@aws-sdk/client-sts'),
};

/** Every operation of a service, in alphabetical order, by the commands of its SDK client. */
export async function operationsOfAws(service: string): Promise<string[]> {
  const client = CLIENTS[service];
  if (!client)
    throw new Error(`Add the SDK client of "${service}" to scripts/coverage/operations-of-aws.ts.`);
  const names = Object.keys(await client())
    .filter((name) => /^[A-Z].*Command$/.test(name) && name !== '$Command')
    .map((name) => name.replace(/Command$/, ''));
  return names.sort();
}

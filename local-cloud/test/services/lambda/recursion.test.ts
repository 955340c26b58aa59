import { GetFunctionRecursionConfigCommand, PutFunctionRecursionConfigCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { createFunction, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());

const authorization =
  'AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00';

/** Invokes a function that answers its trace id, which SDKs in functions send on with what they call. */
async function chained(
  name: string,
  traceId: string,
): Promise<{ status: number; type: string | null; traceId: string }> {
  const answer = await fetch(`${cloud.config.endpoint}/2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    headers: { authorization, 'x-amzn-trace-id': traceId },
  });
  const body = await answer.json();
  return { status: answer.status, type: answer.headers.get('x-amzn-errortype'), traceId: String(body) };
}

/** @returns how often a function ran in a chain of invocations, up to a most */
async function lengthOfChain(names: readonly string[], most: number): Promise<number> {
  let traceId = 'Root=1-62ecd163-5f302e550dcde3b12402207d';
  for (let count = 0; count < most; count += 1) {
    for (const name of names) {
      const answer = await chained(name, traceId);
      if (answer.status !== 200) {
        expect([answer.status, answer.type]).toEqual([400, 'RecursiveInvocationException']);
        return count;
      }
      traceId = answer.traceId;
    }
  }
  return most;
}

describe('a loop of invocations', () => {
  it('is stopped, through whatever functions it goes, unless the function allows it', async () => {
    for (const name of ['loop', 'other'])
      await createFunction(cloud.lambda, name, 'return process.env._X_AMZN_TRACE_ID;');
    expect(await lengthOfChain(['loop'], 30)).toBe(17);
    expect(await lengthOfChain(['loop', 'other'], 30)).toBe(17);
    const RecursiveLoop = 'Allow';
    await cloud.lambda.send(new PutFunctionRecursionConfigCommand({ FunctionName: 'loop', RecursiveLoop }));
    const { RecursiveLoop: kept } = await cloud.lambda.send(
      new GetFunctionRecursionConfigCommand({ FunctionName: 'loop' }),
    );
    expect(kept).toBe('Allow');
    expect(await lengthOfChain(['loop'], 30)).toBe(30);
  });
});

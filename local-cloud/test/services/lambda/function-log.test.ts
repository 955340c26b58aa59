import { EventEmitter, once } from 'node:events';
import { CreateFunctionUrlConfigCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { InvocationEvent, RequestEvent } from '../../../src/index.ts';
import { used } from '../../support/cloud.ts';
import { createFunction, startLambdaCloud } from './support.ts';

const cloud = await used(
  startLambdaCloud({
    onRequest: (event: RequestEvent) => requests.push(event),
    onInvocation: (event: InvocationEvent) => invocations.emit('told', event),
  }),
);
const requests: RequestEvent[] = [];
const invocations = new EventEmitter<{ told: [InvocationEvent] }>();

/** What the function itself wrote, less time and request id. */
const written = (messages: readonly string[] = []) =>
  messages
    .filter((message) => !/^(INIT_START|INIT_REPORT|START|END|REPORT) /.test(message))
    .map((message) => message.replace(/^\S+\t\S+\t/, ''));

describe('the log of one invocation', () => {
  it('comes with the request to a function URL, init first, and each message once', async () => {
    await createFunction(cloud.lambda, 'talkative', 'console.log(event.rawPath); return "fine";');
    const { FunctionUrl } = await cloud.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'talkative', AuthType: 'NONE' }),
    );
    for (const path of ['first', 'second'])
      expect(await (await fetch(`${FunctionUrl}${path}`)).text()).toBe('fine');
    const [first, second] = requests.filter(({ kind }) => kind === 'function-url').map(({ log }) => log);
    expect(first).toMatchObject({ functionName: 'talkative', failed: false });
    expect(first?.messages[0]).toMatch(/^INIT_START /);
    expect([written(first?.messages), written(second?.messages)]).toEqual([
      ['INFO\t/first\n'],
      ['INFO\t/second\n'],
    ]);
  });

  it('says why an answer could not be sent', async () => {
    await createFunction(cloud.lambda, 'wrong', 'return { statusCode: "many" };');
    const { FunctionUrl } = await cloud.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'wrong', AuthType: 'NONE' }),
    );
    expect((await fetch(FunctionUrl ?? '')).status).toBe(502);
    expect(requests.at(-1)?.error).toBe(
      'wrong answered what is no HTTP response: its statusCode is "many", not a number from 100 to 599.\nIt was: {"statusCode":"many"}',
    );
  });

  it.each(['RequestResponse', 'Event'] as const)(
    'comes alone for an Invoke call: %s',
    async (InvocationType) => {
      const name = `throws-${InvocationType}`;
      await createFunction(cloud.lambda, name, 'throw new Error("boom");');
      const told = once(invocations, 'told') as Promise<[InvocationEvent]>;
      await cloud.lambda.send(new InvokeCommand({ FunctionName: name, InvocationType }));
      const [{ log }] = await told;
      expect(log).toMatchObject({ functionName: name, failed: true });
      expect(written(log.messages)).toEqual([
        expect.stringMatching(/^ERROR\tInvoke Error \t\{.*"errorMessage":"boom"/),
      ]);
    },
  );
});

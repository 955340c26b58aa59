import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateFunctionUrlConfigCommand,
  GetAccountSettingsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { Clock } from '../../../src/index.ts';
import { createFunction, invoke, type LambdaCloud, startLambdaCloud } from './support.ts';

/** Holds functions until it is opened, and hears what they report. */
const gate = createServer((request, response) => {
  if (request.url === '/hold' && !open) held.push(response);
  else response.end();
  gate.emit('heard', decodeURIComponent((request.url ?? '/').slice(1)));
});
const held: ServerResponse[] = [];
let open = false;
function openGate(): void {
  open = true;
  for (const response of held.splice(0)) response.end();
}

const clock = new Clock();
let cloud: LambdaCloud;
let url: string;
beforeAll(async () => {
  await once(gate.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}/`;
  cloud = await startLambdaCloud({ clock });
});
beforeEach(() => {
  open = false;
});
afterAll(async () => {
  openGate();
  await cloud.close();
  gate.closeAllConnections();
  gate.close();
});

const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
  cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

/** What the next function says that is not `hold`. */
async function said(): Promise<string> {
  for (;;) {
    const [text] = await once(gate, 'heard');
    if (text !== 'hold') return text;
  }
}

/** Lets time pass as retries come due, one second after the other. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A function whose failed events go to another one, which reports their records. */
async function withDestination(FunctionName: string, body: string, more: object = {}): Promise<void> {
  await createFunction(cloud.lambda, FunctionName, body);
  const { FunctionArn: Destination } = await createFunction(
    cloud.lambda,
    `${FunctionName}-failed`,
    `await fetch('${url}' + encodeURIComponent(JSON.stringify(event)));`,
  );
  const DestinationConfig = { OnFailure: { Destination } };
  await cloud.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig, ...more }),
  );
}

describe('a throttled event', () => {
  it('is tried again, later and later, until there is room', async () => {
    const FunctionName = 'patient';
    await createFunction(cloud.lambda, FunctionName, `await fetch('${url}' + event.path);`);
    await reserve(FunctionName, 1);
    const first = invoke(cloud.lambda, FunctionName, { path: 'hold' });
    await once(gate, 'heard');
    await invoke(cloud.lambda, FunctionName, { path: 'event' }, { InvocationType: 'Event' });
    await pass(10);
    openGate();
    await first;
    const report = said();
    // Tried after 1, 3 and 7 seconds, and then after 15.
    await pass(5);
    expect(await report).toBe('event');
  });

  it('goes to its destination once it is too old', async () => {
    await withDestination('impatient', `await fetch('${url}hold');`, { MaximumEventAgeInSeconds: 60 });
    await reserve('impatient', 1);
    const first = invoke(cloud.lambda, 'impatient');
    await once(gate, 'heard');
    const report = said();
    await invoke(cloud.lambda, 'impatient', { n: 1 }, { InvocationType: 'Event' });
    await pass(31);
    expect(JSON.parse(await report)).toEqual({
      version: '1.0',
      timestamp: expect.any(String),
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:impatient:$LATEST',
        condition: 'EventAgeExceeded',
        approximateInvokeCount: 0,
      },
      requestPayload: { n: 1 },
    });
    openGate();
    await first;
  });

  it('goes to its destination at once where nothing is ever let in', async () => {
    await withDestination('closed', 'return 1;');
    await reserve('closed', 0);
    const report = said();
    await invoke(cloud.lambda, 'closed', {}, { InvocationType: 'Event' });
    expect(JSON.parse(await report)).toMatchObject({
      requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 },
      requestPayload: {},
    });
  });
});

describe('an event whose function fails', () => {
  it('is given up where it would be too old by its next attempt', async () => {
    await withDestination('aging', `throw new Error('no');`, {
      MaximumEventAgeInSeconds: 60,
      MaximumRetryAttempts: 2,
    });
    const report = said();
    await invoke(cloud.lambda, 'aging', {}, { InvocationType: 'Event' });
    expect(JSON.parse(await report)).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 },
      responseContext: { functionError: 'Unhandled' },
    });
  });
});

describe('an account', () => {
  it('runs as many invocations at once as are not reserved, and throttles the others', async () => {
    await createFunction(cloud.lambda, 'reserved', 'return 1;');
    const { AccountLimit } = await cloud.lambda.send(new GetAccountSettingsCommand({}));
    await reserve('reserved', (AccountLimit?.UnreservedConcurrentExecutions ?? 0) - 100);
    const FunctionName = 'popular';
    await createFunction(cloud.lambda, FunctionName, `await fetch('${url}hold');`, { Timeout: 60 });
    const { FunctionUrl = '' } = await cloud.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }),
    );
    const statuses: number[] = [];
    const bodies = new Set<string>();
    const requests = Array.from({ length: 120 }, async () => {
      const response = await fetch(FunctionUrl);
      statuses.push(response.status);
      if (response.status === 429) bodies.add(await response.text());
      // Nothing ends before the gate is opened: what comes until then was throttled.
      if (statuses.length === 20) openGate();
    });
    await Promise.all(requests);
    expect(statuses).toEqual([...Array(20).fill(429), ...Array(100).fill(200)]);
    expect([...bodies]).toEqual([
      '{"Reason":"ConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
    ]);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeleteFunctionCommand, type LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { createFunction, handlerZip, invoke, startLambdaCloud } from './support.ts';

/** Answers its process id; where it is to wait, it first tells so by a request. */
const PID = `
  if (event.port) {
    await fetch('http://127.0.0.1:' + event.port);
    await new Promise((resolve) => setTimeout(resolve, event.wait));
  }
  return process.pid;`;

/** Told by functions that they have begun. */
const server = createServer((_request, response) => response.end());
let port: number;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Invokes a function that waits, and resolves when it has begun to. */
async function begin(lambda: LambdaClient, name: string, wait: number): Promise<{ end: Promise<unknown> }> {
  const begun = once(server, 'request');
  const end = invoke(lambda, name, { port, wait }).then(
    ({ result }) => result,
    (error: Error) => error.name,
  );
  await begun;
  return { end };
}

/** Whether a process of that id is there. */
function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('execution environments', () => {
  it('end with the cloud, busy or not', async () => {
    const { lambda, close } = await startLambdaCloud();
    await createFunction(lambda, 'idle', PID);
    await createFunction(lambda, 'busy', PID, { Timeout: 60 });
    const pids = [(await invoke(lambda, 'idle')).result, (await invoke(lambda, 'busy')).result];
    expect(pids.map(alive)).toEqual([true, true]);
    const { end } = await begin(lambda, 'busy', 30_000);
    await close();
    expect(pids.map(alive)).toEqual([false, false]);
    expect(await end).not.toBe(pids[1]);
  });

  it('finish what they are doing when the code changes or the function goes', async () => {
    const { lambda, close } = await startLambdaCloud();
    await createFunction(lambda, 'changing', PID);
    const { result: first } = await invoke(lambda, 'changing');
    const underway = await begin(lambda, 'changing', 100);
    const ZipFile = handlerZip(`/* anew */ ${PID}`);
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'changing', ZipFile }));
    const { result: second } = await invoke(lambda, 'changing');
    expect(second).not.toBe(first);
    expect(await underway.end).toBe(first);
    const last = await begin(lambda, 'changing', 100);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'changing' }));
    expect(await last.end).toBe(second);
    await close();
  });
});

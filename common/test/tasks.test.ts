import type { ServerResponse } from 'node:http';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import serverless from 'serverless-http';
import { lambdaOptions, openJsonTable, type TaskContext, type Tasks, withTasks } from '../src/index.ts';
import { startDynamoDb } from '../test-support/dynamodb.ts';
import { functionUrlEvent, restApiEvent } from '../test-support/events.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const context = {
  awsRequestId: 'an-invocation',
  functionName: 'a-function',
  getRemainingTimeInMillis: () => 9000,
};
let ran: unknown[] = [];
let given: TaskContext | undefined;
const tasks: Tasks = {
  echo: (args, taskContext) => {
    ran.push(args);
    given = taskContext;
    return args;
  },
  nothing: () => {},
  later: async () => 'done',
  fails: async () => {
    throw new RangeError('Out of seats');
  },
};
const app = (_req: unknown, res: ServerResponse) => {
  res.setHeader('Content-Type', 'text/plain');
  res.end('http');
};
const handler = withTasks(serverless(app, lambdaOptions), tasks);
const invoke = (event: object) => handler(event, context);

beforeEach(() => {
  ran = [];
});

describe('a direct invocation', () => {
  it('runs the task with its arguments and answers its result', async () => {
    const args = { count: 3, names: ['Ana'] };
    expect(await invoke({ task: 'echo', args })).toEqual({ result: args });
    expect(ran).toEqual([args]);
  });

  it('gives the task the request id, a log and the time that is left', async () => {
    await invoke({ task: 'echo' });
    expect([given?.requestId, given?.remainingMs(), typeof given?.log.info]).toEqual([
      'an-invocation',
      9000,
      'function',
    ]);
  });

  it.each([
    ['echo', {}],
    ['nothing', null],
    ['later', 'done'],
  ])('answers JSON without arguments, too: %s', async (task, result) => {
    expect(await invoke({ task })).toEqual({ result });
  });

  it('answers the names of the tasks where none is named', async () => {
    expect(await invoke({ task: null })).toEqual({ result: ['echo', 'fails', 'later', 'nothing'] });
  });

  it('fails with what the task threw', async () => {
    await expect(invoke({ task: 'fails' })).rejects.toThrow(new RangeError('Out of seats'));
  });

  it.each([
    [{ task: 'seed' }, 'There is no task "seed": the function has echo, fails, later, nothing'],
    [{ task: 'constructor' }, 'There is no task "constructor": the function has echo, fails, later, nothing'],
    [{ task: 7 }, 'There is no task 7: the function has echo, fails, later, nothing'],
    [{ task: 'echo', args: [1] }, '"args" is no JSON object'],
    [{ task: 'echo', args: 'x' }, '"args" is no JSON object'],
    [{ task: 'echo', data: {} }, '"data" is no member of a task\'s event: it has "task" and "args"'],
  ])('rejects what asks for no task there is: %j', async (event, message) => {
    await expect(invoke(event)).rejects.toMatchObject({ name: 'TaskEventError', message });
    expect(ran).toEqual([]);
  });

  it('says how tasks come to be where there are none', async () => {
    await expect(withTasks(handler, {})({ task: 'seed' }, context)).rejects.toThrow(
      'There is no task "seed": the function has none, its code exports them as "tasks"',
    );
  });
});

describe('an HTTP request', () => {
  const event = '{"task":"echo","args":{"count":3}}';
  const request = {
    method: 'POST',
    path: `/task?task=echo&event=${encodeURIComponent(event)}`,
    headers: { 'Content-Type': 'application/json', task: 'echo', 'X-Amz-Invocation-Type': 'RequestResponse' },
    body: event,
  };

  it.each([
    ['a function URL', functionUrlEvent(request)],
    ['a REST API', restApiEvent(request)],
    // Not that a caller could put it there.
    ['a function URL, with a member too many', { ...functionUrlEvent(request), task: 'echo' }],
    ['a REST API, with a member too many', { ...restApiEvent(request), task: 'echo' }],
  ])('never runs a task: %s', async (_, httpEvent) => {
    expect(await invoke(httpEvent)).toMatchObject({ statusCode: 200, body: 'http' });
    expect(ran).toEqual([]);
  });
});

describe('JsonTable.count', () => {
  it('counts over all pages of 1 MB', async () => {
    const database = await startDynamoDb();
    try {
      const { client } = database;
      await database.createTable('things', 'thingId');
      const table = openJsonTable('thingId', { tableName: 'things', client });
      expect(await table.count()).toBe(0);
      const data = { S: JSON.stringify(['x'.repeat(300_000)]) };
      const ids = Array.from({ length: 9 }, (_, index) => ({ S: String(index) }));
      const put = (thingId: { S: string }) =>
        client.send(new PutItemCommand({ TableName: 'things', Item: { thingId, data } }));
      await Promise.all(ids.map(put));
      expect(await table.count()).toBe(9);
    } finally {
      await database.close();
    }
  });
});

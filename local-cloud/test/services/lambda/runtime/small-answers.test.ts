import { cleanUp, testFunction } from './support.ts';

afterEach(cleanUp);

/** Tells how many requests with an answer the runtime client has sent, and answers as long as it is asked to. */
const COUNTING = `const { Socket } = require('node:net');
const { write } = Socket.prototype;
let posts = 0;
Socket.prototype.write = function (data, ...rest) {
  if (String(data).startsWith('POST ')) posts += 1;
  return write.call(this, data, ...rest);
};
exports.handler = async ({ length }) => (length === undefined ? posts : 'é'.repeat(length / 2));`;

it('takes a small answer with the mark that ends the invocation, without a request for it', async () => {
  const { call } = await testFunction({ 'index.js': COUNTING });
  await call();
  await call({ length: 1000 });
  expect(await call()).toBe(0);
  await call({ length: 5000 });
  expect(await call()).toBe(1);
});

it('returns answers whole on both sides of what a mark may carry', async () => {
  const { call } = await testFunction({ 'index.js': COUNTING });
  for (const length of [380, 382, 384, 3964, 3966, 3968, 4096, 70_000]) {
    expect(await call({ length })).toBe('é'.repeat(length / 2));
  }
});

it('keeps small answers whole while a child process writes to the same log', async () => {
  const { call, pool } = await testFunction({
    'index.js': `const { spawn } = require('node:child_process');
let child;
exports.handler = async () => {
  child ??= spawn(process.execPath, ['-e', 'for (;;) require("fs").writeSync(1, "0123456789".repeat(30) + "\\\\n")'],
    { stdio: ['ignore', 'inherit', 'ignore'] });
  return 'x'.repeat(3000);
};`,
  });
  for (let time = 0; time < 30; time++) expect(await call()).toBe('x'.repeat(3000));
  await pool.close();
});

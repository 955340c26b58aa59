import { testFunction } from './support.ts';

/** A program with an execution environment that connects to the port it is given and never answers. */
const { invoke } = await testFunction({
  'index.js': `exports.handler = (event) => new Promise(() => {
    const socket = require('node:net').connect(event.port, '127.0.0.1');
    socket.on('error', () => {}).on('connect', () => { while (event.what !== 'waits'); });
  });`,
});
await invoke({ port: Number(process.argv[2]), what: process.argv[3] });

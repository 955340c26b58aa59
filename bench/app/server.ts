import { createServer } from 'node:http';
import { createApp } from './app.ts';

const server = createServer(createApp());
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.stdout.write(`listening on ${address?.port}\n`);
});

// What node:http itself costs: reads and parses the body, and answers the bytes of a GetItem, whatever was asked.
import http from 'node:http';

const Item = {
  ...{ pk: { S: 'user-1' }, sk: { S: '2026-11-1' }, name: { S: 'A name of some length here' } },
  ...{ n: { N: '1' }, flag: { BOOL: true }, data: { S: 'x'.repeat(120) } },
};
const answer = JSON.stringify({ Item });

const server = http.createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.stdout.write(`listening on ${address?.port}\n`);
});

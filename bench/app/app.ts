import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import express, { type Express } from 'express';

const TableName = process.env.TABLE_NAME ?? 'bench-local';

/** Two routes: one that does nothing, and one that reads an item, as most functions do. */
export function createApp(): Express {
  const client = new DynamoDBClient({});
  const app = express();
  app.disable('x-powered-by');
  app.get('/trivial', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/item', async (_request, response) => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: '1' } } }));
    response.json({ data: Item?.data?.S });
  });
  return app;
}

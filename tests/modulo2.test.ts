import axios, { type AxiosInstance } from 'axios';
import { Deployment } from './support/deployment.ts';
import { describeModule } from './support/module-suite.ts';
import { bringUpTarget } from './targets/bring-up-target.ts';
import type { Target } from './targets/target.ts';

/** Long enough for a container's image to be downloaded, or for AWS to make a stack. In ms. */
const TIMEOUT = 600_000;
const room = { description: 'Sala 90', chairs: 90 };

let target: Target;
let deployment: Deployment;
let http: AxiosInstance;

beforeAll(async () => {
  target = await bringUpTarget();
  deployment = new Deployment('modulo2', target);
  await deployment.deploy();
  const baseURL = await deployment.functionUrl();
  http = axios.create({ baseURL, validateStatus: () => true });
  await deployment.signWhereWanted(http);
}, TIMEOUT);

afterAll(async () => {
  await deployment.remove();
  await target.close();
}, TIMEOUT);

test('posts an item', async () => {
  const { status, data } = await http.post('/modulo2/sala90', room);
  expect(status).toBe(200);
  expect(data).toEqual({ POST: { modulo2Id: 'sala90', data: room } });
});

test('gets the item, its data as text', async () => {
  const { status, data } = await http.get('/modulo2/sala90');
  expect(status).toBe(200);
  expect(data).toEqual({ GET: { modulo2Id: 'sala90', data: JSON.stringify(room) } });
});

test('lists the item', async () => {
  const { status, data } = await http.get('/modulo2');
  expect(status).toBe(200);
  expect(data.LIST.items).toContainEqual({ modulo2Id: 'sala90', data: JSON.stringify(room) });
});

test('puts another in its place', async () => {
  const { status, data } = await http.put('/modulo2/sala90', { chairs: 45 });
  expect(status).toBe(200);
  expect(data).toEqual({ PUT: { modulo2Id: 'sala90', item: { data: { S: '{"chairs":45}' } } } });
});

test('deletes the item', async () => {
  const { status, data } = await http.delete('/modulo2/sala90');
  expect(status).toBe(200);
  expect(data).toEqual({ DELETE: { modulo2Id: 'sala90' } });
});

test('answers 404 for the item that is gone', async () => {
  const { status, data } = await http.get('/modulo2/sala90');
  expect(status).toBe(404);
  expect(data).toEqual({ ERROR: { message: 'Resource does not exist' } });
});

/** All that the modules have in common, through every front door: tests/support/. */
describeModule('modulo2', () => deployment);

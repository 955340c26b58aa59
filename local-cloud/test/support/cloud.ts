import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../src/index.ts';
import { checkOutputs } from './check-outputs.ts';

/** What every SDK client of a test needs to talk to a cloud under test. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type TestCloud = LocalCloud & { readonly config: ClientConfig };

/**
 * A cloud on a free port for one test file, and the configuration of SDK clients for it. Close it in `afterAll`. Its answers are
 * checked by AWS's models (`check-outputs.ts`).
 */
export async function startCloud(options: LocalCloudOptions = {}): Promise<TestCloud> {
  checkOutputs();
  const cloud = await startLocalCloud({ port: 0, ...options });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { ...cloud, config: { endpoint: cloud.endpoint, region: 'us-east-1', credentials } };
}

/** What all tests of a file use, closed when they are over; call it at the file's top, with `await`. */
export async function used<Thing extends { close(): Promise<void> }>(
  opening: Promise<Thing>,
): Promise<Thing> {
  const thing = await opening;
  afterAll(() => thing.close());
  return thing;
}

interface AnyClient {
  destroy(): void;
}

/**
 * The set-up of most test files: a cloud, and a client of one service that does not try again what fails. Both end with the
 * file's tests; call it at the file's top, with `await`.
 */
export async function useCloud<Client extends AnyClient>(
  Client: new (config: ClientConfig & { readonly maxAttempts: number }) => Client,
  options: LocalCloudOptions = {},
): Promise<{ readonly cloud: TestCloud; readonly client: Client }> {
  const cloud = await startCloud(options);
  const client = new Client({ ...cloud.config, maxAttempts: 1 });
  afterAll(async () => {
    client.destroy();
    await cloud.close();
  });
  return { cloud, client };
}

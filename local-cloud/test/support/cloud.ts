import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../src/index.ts';

/** What every SDK client of a test needs to talk to a cloud under test. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A cloud on a free port for one test file, and the configuration of SDK clients for it. Close it in `afterAll`. */
export async function startCloud(
  options: LocalCloudOptions = {},
): Promise<LocalCloud & { config: ClientConfig }> {
  const cloud = await startLocalCloud({ port: 0, ...options });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { ...cloud, config: { endpoint: cloud.endpoint, region: 'us-east-1', credentials } };
}

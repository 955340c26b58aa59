import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import type { LocalCloudOptions } from '../../src/index.ts';
import { type ClientConfig, startCloud } from '../support/cloud.ts';

/** A cloud with a folder, which can be ended and started again. */
export class KeptCloud {
  readonly folder: string;
  #cloud: Awaited<ReturnType<typeof startCloud>> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async start(): Promise<KeptCloud> {
    const kept = new KeptCloud(temporaryFolder('kept-'));
    await kept.restart();
    return kept;
  }

  /** What SDK clients need; another one after each start, as the port is. */
  get config(): ClientConfig {
    return this.#cloud!.config;
  }

  async restart(options: LocalCloudOptions = {}): Promise<void> {
    await this.#cloud?.close();
    this.#cloud = await startCloud({ ...options, dataDir: this.folder });
  }

  /** Ends it and leaves its folder. */
  async stop(): Promise<void> {
    await this.#cloud?.close();
    this.#cloud = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';

/** Who works with a local-cloud until that is killed, and knows what it acknowledged. */
export interface Worker {
  /** Before the first kill. */
  open(endpoint: string): Promise<void>;
  /** After each start: what was acknowledged is there, and nothing is half done. */
  check(endpoint: string): Promise<void>;
  workUntilItBreaks(endpoint: string): Promise<void>;
}

/** A worker whose turns say when to kill. */
export interface Pacemaker extends Worker {
  /** Resolves when so many more turns were acknowledged. */
  more(turns: number): Promise<void>;
}

export interface KilledCloud {
  readonly folder: string;
  /** Starts `local-cloud start --data-dir` in the folder, lets all work and kills it, so often; and once more, to check. */
  survives(kills: number, pacemaker: Pacemaker, ...others: readonly Worker[]): Promise<void>;
}

/** A folder for a local-cloud that is killed again and again; both are gone after the file's tests. */
export function useKilledCloud(): KilledCloud {
  const folder = temporaryFolder('killed-');
  let running: Program | undefined;
  afterAll(async () => {
    running?.signalAlone('SIGKILL');
    await running?.ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function start(): Promise<{ program: Program; endpoint: string }> {
    // Ctrl-C, that ends the tests, reaches it, too.
    const program = startLocalCloudCommand(['start', '--port', '0', '--data-dir', folder], { group: 'ours' });
    running = program;
    const [, port] = await program.printed(/^local-cloud is ready on http:\/\/\S+:(\d+)/m);
    return { program, endpoint: `http://127.0.0.1:${port}` };
  }

  async function survives(kills: number, pacemaker: Pacemaker, ...others: readonly Worker[]): Promise<void> {
    const all = [pacemaker, ...others];
    for (let kill = 0; kill <= kills; kill += 1) {
      const { program, endpoint } = await start();
      if (kill === 0) await Promise.all(all.map((worker) => worker.open(endpoint)));
      for (const worker of all) await worker.check(endpoint);
      if (kill === kills) {
        program.signalAlone('SIGTERM');
        await program.ended;
        return;
      }
      const worked = pacemaker.more(5 + ((kill * 37) % 90));
      const work = Promise.all(all.map((worker) => worker.workUntilItBreaks(endpoint)));
      await worked;
      program.signalAlone('SIGKILL');
      await work;
      await program.ended;
    }
  }

  return { folder, survives };
}

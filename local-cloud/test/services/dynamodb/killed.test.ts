import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../../tests/support/program.ts';
import { Bank } from './bank.ts';

/** Kills take half a second each: a few where people wait, all of them where nobody does. */
const KILLS = Number(process.env.KILLS ?? (process.env.CI ? 200 : 4));

let folder: string;
let running: Program | undefined;
beforeAll(async () => {
  folder = temporaryFolder('killed-');
});
afterAll(async () => {
  running?.signalAlone('SIGKILL');
  await running?.ended;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(): Promise<{ program: Program; endpoint: string }> {
  // Ctrl-C, that ends the tests, reaches it, too.
  const program = startLocalCloudCommand(['start', '--port', '0', '--data-dir', folder], { group: 'ours' });
  running = program;
  const [, port] = await program.printed(/^local-cloud is ready on http:\/\/\S+:(\d+)/);
  return { program, endpoint: `http://127.0.0.1:${port}` };
}

describe('local-cloud start --data-dir', () => {
  it(
    `keeps what was acknowledged through ${KILLS} kills, and tears no transaction`,
    async () => {
      const bank = new Bank();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const { program, endpoint } = await start();
        if (kill === 0) await bank.open(endpoint);
        await bank.check(endpoint);
        const worked = bank.more(5 + ((kill * 37) % 90));
        const work = bank.workUntilItBreaks(endpoint);
        await worked;
        program.signalAlone('SIGKILL');
        await work;
        await program.ended;
      }
      const { program, endpoint } = await start();
      await bank.check(endpoint);
      program.signalAlone('SIGTERM');
      await program.ended;
    },
    30_000 + KILLS * 3000,
  );
});

import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { Bank } from '../services/dynamodb/bank.ts';
import { Household } from './household.ts';

/** Kills take a second or two each: a few where people wait, all of them where nobody does. */
const KILLS = Number(process.env.STATE_KILLS ?? (process.env.CI ? 200 : 2));

let folder: string;
let running: Program | undefined;
beforeAll(async () => {
  folder = temporaryFolder('killed-mixed-');
});
afterAll(async () => {
  running?.signalAlone('SIGKILL');
  await running?.ended;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(): Promise<{ program: Program; endpoint: string }> {
  const program = startLocalCloudCommand(['start', '--port', '0', '--data-dir', folder], { group: 'ours' });
  running = program;
  const [, port] = await program.printed(/^local-cloud is ready on http:\/\/\S+:(\d+)/m);
  return { program, endpoint: `http://127.0.0.1:${port}` };
}

describe('local-cloud start --data-dir', () => {
  it(
    `keeps items, objects and stacks through ${KILLS} kills, and leaves no stack stuck`,
    async () => {
      const [bank, household] = [new Bank(), new Household()];
      for (let kill = 0; kill <= KILLS; kill += 1) {
        const { program, endpoint } = await start();
        if (kill === 0) await Promise.all([bank.open(endpoint), household.open(endpoint)]);
        await bank.check(endpoint);
        await household.check(endpoint);
        if (kill === KILLS) {
          program.signalAlone('SIGTERM');
          await program.ended;
          break;
        }
        const worked = bank.more(5 + ((kill * 37) % 90));
        const work = Promise.all([bank.workUntilItBreaks(endpoint), household.workUntilItBreaks(endpoint)]);
        await worked;
        program.signalAlone('SIGKILL');
        await work;
        await program.ended;
      }
      // Two keys of parts and objects have a file each or two; what was half-written is swept away.
      expect((await readdir(path.join(folder, 's3'))).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    60_000 + KILLS * 30_000,
  );
});

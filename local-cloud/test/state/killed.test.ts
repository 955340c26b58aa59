import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Bank } from '../services/dynamodb/bank.ts';
import { useKilledCloud } from '../support/kills.ts';
import { Household } from './household.ts';

/** Kills take a second or two each: a few where people wait, all of them where nobody does. */
const KILLS = Number(process.env.STATE_KILLS ?? (process.env.CI ? 200 : 2));

const cloud = useKilledCloud();

describe('local-cloud start --data-dir', () => {
  it(
    `keeps items, objects and stacks through ${KILLS} kills, and leaves no stack stuck`,
    async () => {
      await cloud.survives(KILLS, new Bank(), new Household());
      // Two keys of parts and objects have a file each or two; what was half-written is swept away.
      const files = await readdir(path.join(cloud.folder, 's3'));
      expect(files.filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    60_000 + KILLS * 30_000,
  );
});

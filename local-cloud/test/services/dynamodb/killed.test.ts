import { useKilledCloud } from '../../support/kills.ts';
import { Bank } from './bank.ts';

/** Kills take half a second each: a few where people wait, all of them where nobody does. */
const KILLS = Number(process.env.KILLS ?? (process.env.CI ? 200 : 4));

const cloud = useKilledCloud();

describe('local-cloud start --data-dir', () => {
  it(
    `keeps what was acknowledged through ${KILLS} kills, and tears no transaction`,
    () => cloud.survives(KILLS, new Bank()),
    30_000 + KILLS * 3000,
  );
});

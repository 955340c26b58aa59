import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { nextTick } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { type Program, startProgram } from '../../../tests/support/program.ts';
import { DiskStore } from '../../src/core/store/disk/disk-store.ts';
import { lockFolder } from '../../src/core/store/disk/folder-lock.ts';

const MODULE = new URL('../../src/core/store/disk/folder-lock.ts', import.meta.url).href;
const LOADER = import.meta.resolve('tsx');
/** A user and pid namespace of its own, as containers have, where the machine lets this user make one. */
const CONTAINER = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc'];
const hasContainers = spawnSync(CONTAINER[0]!, [...CONTAINER.slice(1), 'true']).status === 0;

let folder: string;
let lock: string;
const programs: Program[] = [];
beforeEach(() => {
  folder = temporaryFolder('folder-lock-');
  lock = path.join(folder, 'lock');
});
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.signal('SIGKILL');
    await program.ended;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A process that has the folder until it is killed. */
async function holder(...around: readonly string[]): Promise<Program> {
  const code = `const { lockFolder } = await import(${JSON.stringify(MODULE)}); await lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1e9);`;
  const [command = '', ...args] = [
    ...around,
    process.execPath,
    ...['--import', LOADER, '--input-type=module', '-e', code],
  ];
  const program = startProgram(command, args);
  programs.push(program);
  await program.printed(/locked/);
  return program;
}

async function kill(program: Program): Promise<void> {
  program.signal('SIGKILL');
  await program.ended;
}

const written = () => JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>;

describe('the lock of a folder', () => {
  it('keeps out a second holder, also of one process, and leaves nothing', async () => {
    const unlock = await lockFolder(folder);
    const { since, host } = written();
    await expect(lockFolder(folder)).rejects.toThrow(
      `(process ${process.pid} on ${host}, since ${since}). Stop that one, or choose another folder; if it is no local-cloud, remove ${lock}.`,
    );
    unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is free at once when its holder was killed, and one of several gets it', async () => {
    await kill(await holder());
    // Beside the lock, the socket that the holder listened on, which on Windows is in no folder.
    expect(readdirSync(folder)).toHaveLength(process.platform === 'win32' ? 1 : 2);
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder)));
    const got = all.filter(({ status }) => status === 'fulfilled');
    expect(got).toHaveLength(1);
    for (const each of got as PromiseFulfilledResult<() => void>[]) each.value();
    expect(readdirSync(folder)).toEqual([]);
  });

  // Windows stops no processes.
  (process.platform === 'win32' ? it.skip : it)(
    'is not taken from a holder that is stopped, however long ago it gave a sign of life',
    async () => {
      const program = await holder();
      program.signal('SIGSTOP');
      utimesSync(lock, 0, 0);
      await expect(lockFolder(folder)).rejects.toThrow(`is in use by`);
      program.signal('SIGCONT');
    },
  );

  (hasContainers ? it : it.skip)(
    'is held by a container, whose pid means nothing here, for as long as that lives',
    async () => {
      const program = await holder(...CONTAINER);
      expect(written().pid).toBeLessThan(100);
      utimesSync(lock, 0, 0);
      await expect(lockFolder(folder)).rejects.toThrow(`(process ${written().pid} on `);
      await kill(program);
      (await lockFolder(folder))();
    },
  );

  it('is free though its pid is somebody else’s by now', async () => {
    await kill(await holder());
    writeFileSync(lock, JSON.stringify({ ...written(), pid: process.pid }));
    (await lockFolder(folder))();
    // Without a socket, as on file systems that have none: it began at another time.
    const unlock = await lockFolder(folder);
    const { door: _, ...holding } = written();
    unlock();
    writeFileSync(lock, JSON.stringify({ ...holding, began: '1' }));
    (await lockFolder(folder))();
  });

  it('is told of, where its holder is on another machine, by its last sign of life', async () => {
    const far = { pid: 7, name: 'local-cloud up', host: 'far', since: 'then', machine: 'another', door: 'x' };
    writeFileSync(lock, JSON.stringify(far));
    await expect(lockFolder(folder)).rejects.toThrow(
      `${folder} is in use by local-cloud up (process 7 on far, since then). Stop that one, or choose another folder; if it is no local-cloud, remove ${lock}. It gave a sign of life 0 s ago, and counts as gone after 60 s without one.`,
    );
    const past = Date.now() / 1000 - 61;
    utimesSync(lock, past, past);
    (await lockFolder(folder))();
  });

  it('counts of an earlier version by its pid, and not where nothing is in it', async () => {
    writeFileSync(lock, `${process.pid} local-cloud up\n`);
    await expect(lockFolder(folder)).rejects.toThrow(`by local-cloud up (process ${process.pid}).`);
    // None has a number this high.
    writeFileSync(lock, `${2 ** 30} local-cloud up\n`);
    (await lockFolder(folder))();
    // One that a full disk had no room for, or that is about to be written.
    writeFileSync(lock, '');
    await expect(lockFolder(folder)).rejects.toThrow('by a process that does not say which');
    utimesSync(lock, 0, 0);
    (await lockFolder(folder))();
  });

  it('counts where somebody has taken it away by mistake, and is put back', async () => {
    const unlock = await lockFolder(folder, { signEvery: 5 });
    const aside = `${lock}.aside-0123456789abcdef`;
    // What one does that found a dead lock here, and was slower than another who has made its own of it since.
    const takeAway = () => renameSync(lock, aside);
    takeAway();
    await expect(lockFolder(folder)).rejects.toThrow(`${folder} is in use by `);
    while (readdirSync(folder).includes(path.basename(aside))) await setTimeout(5);
    expect(written().pid).toBe(process.pid);
    takeAway();
    unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is free where all that was taken away are of the dead', async () => {
    await kill(await holder());
    renameSync(lock, `${lock}.aside-0123456789abcdef`);
    const unlock = await lockFolder(folder);
    unlock();
    expect(readdirSync(folder).filter((name) => name.startsWith('lock.'))).toEqual([]);
  });

  it('is free that goes while its age is asked for', async () => {
    // A process of another container of this machine whose socket can't be reached: its age tells.
    const unlock = await lockFolder(folder);
    const unreachable = { ...written(), pids: 'another', door: 'lock/x' };
    unlock();
    // Whenever that is.
    for (let ticks = 0; ticks < 8; ticks += 1) {
      writeFileSync(lock, JSON.stringify(unreachable));
      utimesSync(lock, 0, 0);
      const locked = lockFolder(folder);
      for (let tick = 0; tick < ticks; tick += 1) await new Promise<void>((resolve) => nextTick(resolve));
      // Unless it is free and taken already.
      if (existsSync(lock) && written().pids === 'another') rmSync(lock);
      (await locked)();
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that another process has taken ends the writing of the one that had it', async () => {
    const store = await DiskStore.open(folder, { signEvery: 5 });
    const entry = { space: store.space('s'), key: 'k', value: 'v' };
    store.write([entry]);
    writeFileSync(lock, JSON.stringify({ pid: 7, name: 'local-cloud up', host: 'far', machine: 'another' }));
    const refused = async (): Promise<unknown> => {
      for (;;) {
        try {
          store.write([entry]);
        } catch (error) {
          return error;
        }
        await setTimeout(5);
      }
    };
    expect(String(await refused())).toContain(
      `${folder} was taken by local-cloud up (process 7 on far), as this process gave no sign of life for 60 s: what changes now is not saved. Start anew.`,
    );
    await store.close();
    expect(written()).toMatchObject({ host: 'far' });
  });
});

'use strict';
const childProcess = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const PIPE = '\\\\.\\pipe\\';
const PIPES = '/tmp/simulated-pipes';
/** How long a scanner holds files that were just written, in ms. */
const SCANNED_FOR = 20;

/**
 * Who asks, and how Node reads files where nothing is simulated.
 * @typedef {{ asker(): string | undefined, askedByUs(): boolean, readFileSync: typeof fs.readFileSync }} Simulation
 */

/**
 * Windows: no process groups and no signals, `taskkill` and the system's own list of processes in their place; named pipes; no
 * programs in `node_modules/.bin`, which are shell scripts there; no links but junctions, no renaming of what a scanner looks
 * at, no fsync of folders, no user ids; its own variables for the home and temporary files.
 *
 * @param {Simulation} simulation
 */
function simulateWindows(simulation) {
  simulateVariables();
  simulateProcesses(simulation);
  simulateFiles(simulation);
  simulatePipes();
}

function simulateVariables() {
  const home = process.env.USERPROFILE ?? os.homedir();
  // As in PowerShell.
  delete process.env.SHELL;
  process.env.PSModulePath ??= `${home}/Documents/PowerShell/Modules`;
  const { TEMP, TMP = os.tmpdir() } = process.env;
  Object.assign(os, {
    homedir: () => process.env.USERPROFILE ?? home,
    tmpdir: () => process.env.TEMP ?? TEMP ?? TMP,
  });
  Object.assign(process, { getuid: undefined, getgid: undefined, geteuid: undefined, getegid: undefined });
}

/** @param {Simulation} simulation */
function simulateProcesses({ askedByUs, readFileSync }) {
  const { spawn, spawnSync } = childProcess;
  const { kill } = process;
  /** When a process began, in the system's own ticks. @param {number} pid */
  const startOf = (pid) => {
    try {
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]);
    } catch {
      return 0;
    }
  };
  // The first process says where, for all that it starts.
  process.env.SIMULATED_PARENTS ??= path.join(os.tmpdir(), 'simulated-parents');
  const parents = process.env.SIMULATED_PARENTS;
  /** @param {number} pid */
  const end = (pid) => {
    try {
      kill.call(process, pid, 'SIGKILL');
    } catch {
      // Gone in the meantime.
    }
  };
  process.kill = (pid, signal) => {
    if (pid > 0) return kill.call(process, pid, signal === 0 ? 0 : 'SIGKILL');
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', errno: -3, syscall: 'kill' });
  };
  const endChild = childProcess.ChildProcess.prototype.kill;
  childProcess.ChildProcess.prototype.kill = function (signal) {
    // The shell would end, but nothing that it runs; here the two may be one process.
    const isShell = /(^|\/)(sh|bash|cmd)$/.test(this.spawnfile) && signal !== 'SIGKILL';
    return isShell || endChild.call(this, signal === 0 ? 0 : 'SIGKILL');
  };
  Object.assign(childProcess, {
    /** @param {string} file @param {any} args @param {any} options */
    spawn(file, args, options) {
      if (path.win32.basename(file) === 'powershell.exe')
        return spawn('sh', ['-c', listOf(parents)], options);
      refuseToSpawn(file, Array.isArray(args) ? options : args, askedByUs);
      const child = spawn(file, args, options);
      // Linux forgets the parents of those that outlive them.
      if (child.pid !== undefined)
        fs.appendFileSync(parents, `${child.pid} ${process.pid} ${startOf(child.pid)}\n`);
      return child;
    },
    /** @param {string} file @param {any} args @param {any} options */
    spawnSync(file, args, options) {
      if (/tasklist\.exe$/.test(file)) {
        const [pid] = args[1].split(' ').slice(-1);
        const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' });
        return { stdout: `"node.exe","${pid}","Console","1","${Number(stdout).toLocaleString('en')} K"\r\n` };
      }
      if (!/taskkill\.exe$/.test(file)) {
        refuseToSpawn(file, options, askedByUs);
        return spawnSync(file, args, options);
      }
      const pid = Number(args[args.indexOf('/PID') + 1]);
      const records = readFileSync(parents, 'utf8')
        .split('\n')
        .map((line) => line.split(' ').map(Number))
        // A process id may be somebody else's by now.
        .filter(([each = 0, , start]) => start === startOf(each));
      for (const each of treeOf(pid, records)) end(each);
      return { status: 0 };
    },
  });
}

/** A line of shell for lines of process id, parent and command line, with parents as they were. @param {string} parents */
const listOf = (parents) =>
  `ps -eo pid=,stat=,args= | awk 'NR==FNR { parent[$1] = $2; next } $2 !~ /Z/ { pid = $1; $1 = $2 = ""; print pid, parent[pid] + 0, substr($0, 3) }' '${parents}' -`;

/**
 * A process and all that descend from it, as `taskkill /T` finds them: by parents that may have ended.
 * @param {number} root @param {number[][]} records process id, parent
 */
function treeOf(root, records) {
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const [pid = 0, parent = 0] of records) if (tree.has(parent)) tree.add(pid);
  }
  return tree;
}

/**
 * What Windows could not start, or not without a window.
 * @param {string} file
 * @param {{ detached?: boolean, stdio?: unknown } | undefined} options
 * @param {() => boolean} askedByUs
 */
function refuseToSpawn(file, options, askedByUs) {
  if (!askedByUs()) return;
  const isShim = path.isAbsolute(file)
    ? file.includes('/.bin/')
    : /^(npm|npx|sls|serverless|tsx|tsc|jest|local-cloud)$/.test(file);
  if (isShim)
    throw Object.assign(new Error(`spawn ${file} ENOENT`), { code: 'ENOENT', syscall: `spawn ${file}` });
  // What is to outlive its parent, as `--detach` has it, says so by the files it writes to.
  const outlives = Array.isArray(options?.stdio) && options.stdio.some((each) => typeof each === 'number');
  if (options?.detached && !outlives)
    throw new Error(`${file} would get a window of its own on Windows: it is detached.`);
}

/** @param {Simulation} simulation */
function simulateFiles({ asker }) {
  /** @param {string} code @param {string} syscall */
  const failure = (code, syscall) =>
    Object.assign(new Error(`${code}: operation not permitted, ${syscall}`), { code, syscall });
  /** Whether local-cloud itself asks, or a test of ours. */
  const isOurs = () => !(asker() ?? 'node_modules').includes('node_modules');
  /** @param {unknown} type */
  const refuseLink = (type) => {
    if (type !== 'junction' && isOurs()) throw failure('EPERM', 'symlink');
  };
  const { symlink, symlinkSync, fsyncSync } = fs;
  const { symlink: makeLink, rename: move } = fs.promises;
  Object.assign(fs, {
    /** @param {any} target @param {any} place @param {any} type @param {any} done */
    symlink(target, place, type, done) {
      refuseLink(type);
      symlink(path.resolve(path.dirname(place), target), place, type, done);
    },
    /** @param {any} target @param {any} place @param {any} type */
    symlinkSync(target, place, type) {
      refuseLink(type);
      symlinkSync(absolute(target, place), place, type);
    },
    /** @param {number} fd */
    fsyncSync(fd) {
      if (fs.fstatSync(fd).isDirectory()) throw failure('EPERM', 'fsync');
      fsyncSync(fd);
    },
  });
  Object.assign(fs.promises, {
    /** @param {any} target @param {any} place @param {any} type */
    async symlink(target, place, type) {
      refuseLink(type);
      await makeLink(absolute(target, place), place, type);
    },
    /** @param {string} from @param {string} to */
    async rename(from, to) {
      const age = Date.now() - fs.statSync(from).ctimeMs;
      if (age < SCANNED_FOR && isOurs()) throw failure('EPERM', 'rename');
      await move(from, to);
    },
  });
}

/** Junctions lead from the root. @param {string} target @param {string} place */
const absolute = (target, place) => path.resolve(path.dirname(String(place)), String(target));

function simulatePipes() {
  fs.mkdirSync(PIPES, { recursive: true });
  const { listen } = net.Server.prototype;
  net.Server.prototype.listen = function (/** @type {any[]} */ ...args) {
    if (typeof args[0]?.path === 'string') args[0] = { ...args[0], path: piped(args[0].path) };
    return Reflect.apply(listen, this, args.map(piped));
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (/** @type {any[]} */ ...args) {
    // Node's own callers hand over a list that they have put in order.
    const [options] = Array.isArray(args[0]) ? args[0] : args;
    if (options && typeof options.path === 'string') options.path = piped(options.path);
    return Reflect.apply(connect, this, args.map(piped));
  };
}

/** A named pipe, as a socket whose path is short: Linux has room for 107 bytes. @param {any} address */
function piped(address) {
  const isPipe = typeof address === 'string' && address.startsWith(PIPE);
  return isPipe ? path.join(PIPES, address.slice(PIPE.length)) : address;
}

module.exports = { simulateWindows };

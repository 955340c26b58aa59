import { calls, type Rule } from './rule.ts';

const SIMULATION = { 'tests/support/simulated-windows.cjs': 'plays Windows itself' };
const LINUX_ONLY = 'runs on Linux alone';
const TESTS = /(^|\/)tests?\/|^common\/test-support\//;
/** What is run on a user's machine. */
const PRODUCT = /^(local-cloud\/(src|build|bin)|layer\/(src|scripts)|plugins\/[^/]+\/[^/]+\.js|common\/src)/;

const PROCESSES: readonly Rule[] = [
  {
    name: 'shim',
    reason:
      "node_modules/.bin holds shell scripts and .cmd files: run the tool's own JavaScript file (toolCommand)",
    finds: /['"`/]\.bin['"`/]/g,
    allowed: {
      ...SIMULATION,
      'local-cloud/src/commands/tool/world.ts': 'is a folder for the PATH, in which compose looks',
      'local-cloud/test/package/packed.test.ts': 'tests the link, where it is one',
      'plugins/serverless-exec/test/exec.test.ts': 'is a folder for the PATH, in which compose looks',
    },
  },
  {
    name: 'tool-by-name',
    reason:
      'Windows finds no npm or sls that is a script: toolCommand and npmCommand run their files with this Node.js',
    finds:
      /\b(spawn|spawnSync|execFile|execFileSync|run|startProgram)\(\s*['"`](npm|npx|sls|serverless|tsx|tsc|jest|biome)['"`]/g,
    allowed: {},
  },
  {
    name: 'shell',
    reason:
      'every system has a shell of its own, which reads quotes in its own way: spawn with a list of arguments',
    finds: /\bshell:\s*true\b|(?<![.\w])exec(Sync)?\(\s*['"`]/g,
    allowed: {
      'local-cloud/test/commands/package-managers.test.ts':
        'calls commands as plugins do, by the shell of the system',
      'local-cloud/test/services/lambda/runtime/world.test.ts':
        "is a function's code, on a child that a shell starts",
    },
  },
  {
    name: 'process-group',
    reason: 'Windows has no process groups: endTree ends what OWN_TREE started',
    finds: /\bkill\(\s*-/g,
    allowed: {
      'local-cloud/src/core/process-tree.ts': 'is the one place that knows how',
      'local-cloud/src/services/lambda/runtime/bootstrap/runtime-api-client.mjs':
        'runs beside the function, where nothing of ours can be imported; not on Windows',
    },
  },
  {
    name: 'detached',
    reason: 'a detached program gets a window on Windows: OWN_TREE',
    finds: /\bdetached:\s*true\b/g,
    allowed: {
      'local-cloud/src/commands/client/detach.ts': 'is to outlive its parent, and has files for its output',
      'local-cloud/src/services/lambda/runtime/world/namespace-world.ts': LINUX_ONLY,
      'local-cloud/test/services/lambda/runtime/world.test.ts': "is a function's code",
    },
  },
  {
    name: 'own-signal',
    reason: 'process.kill ends this process in the middle of what it does on Windows: signalSelf',
    finds: /process\.kill\(process\.pid\b/g,
    allowed: {
      'local-cloud/src/commands/end-request.ts': 'is signalSelf, where nobody listens',
      'local-cloud/src/commands/foreground.ts': 'ends the process, as nobody listens',
      'local-cloud/src/commands/keys.ts': 'stops it, which Windows does with none',
      'local-cloud/src/services/lambda/runtime/bootstrap/runtime-api-client.mjs': 'is the end of the process',
      'local-cloud/test/services/lambda/runtime/failures.test.ts': "is a function's code",
    },
  },
  {
    name: 'signal-of-test',
    reason:
      'a signal ends a process at once on Windows, which has no part in it: startProgram, and signal() or signalAlone()',
    finds: /\.kill\(['"`]SIG(INT|TERM|HUP)['"`]\)/g,
    files: TESTS,
    allowed: { 'tests/targets/engine-socket.ts': 'ends podman, which is on Linux' },
  },
  {
    name: 'user-id',
    reason: 'process.getuid is not there on Windows: process.getuid?.()',
    finds: /process\.gete?[ug]id\(/g,
    allowed: {},
  },
  {
    name: 'ps',
    reason: 'slim images and Windows have no ps: processesOf',
    finds: /['"`](\/bin\/)?ps['"`],/g,
    allowed: {
      ...SIMULATION,
      'tests/support/processes.ts': 'is processesOf',
      'tests/container.test.ts': "is podman's own",
      'tests/targets/localstack.ts': "is podman's own",
      'local-cloud/src/services/lambda/runtime/process-control.ts': 'asks it on macOS alone, which has it',
    },
  },
];

const FILES: readonly Rule[] = [
  {
    name: 'tmp',
    reason: 'Windows has no /tmp, and macOS has another: tmpdir()',
    finds: /['"`]\/(var\/)?tmp\b/g,
    allowed: {
      ...SIMULATION,
      'local-cloud/console/words/': "names Lambda's, on the page",
      'local-cloud/src/services/lambda/runtime/world/paths.ts': "names Lambda's",
      'local-cloud/src/services/lambda/runtime/bootstrap/map-paths.mjs': "names Lambda's",
      'local-cloud/src/services/lambda/runtime/world/skeleton.ts': LINUX_ONLY,
      'local-cloud/test/services/lambda/runtime/': "names Lambda's, in functions' code",
    },
  },
  {
    name: 'temporary-folder',
    reason:
      "the way to macOS' temporary folder is a link, which a program that is started there does not see: temporaryFolder",
    finds: /\bmkdtemp(Sync)?\(path\.join\(tmpdir\(\)/g,
    files: TESTS,
    allowed: { 'tests/support/folders.ts': 'is temporaryFolder' },
  },
  {
    name: 'temporary-variable',
    reason: 'Windows reads TEMP and TMP: temporaryVariables',
    finds: /\bTMPDIR:/g,
    allowed: {
      'tests/support/folders.ts': 'is temporaryVariables',
      'local-cloud/src/services/lambda/runtime/bootstrap/map-paths.mjs': 'is for what a function starts',
      'local-cloud/test/services/lambda/runtime/world.test.ts': "is a function's",
    },
  },
  {
    name: 'home-variable',
    reason: 'Windows has USERPROFILE: homedir(), and homeVariables for a program that is started',
    finds: /process\.env\.HOME\b|(?<![\w.])HOME: /g,
    allowed: {
      'tests/support/folders.ts': 'is homeVariables',
      'local-cloud/src/services/lambda/runtime/bootstrap/index.mjs': "is a function's, which has no other",
      'local-cloud/test/services/lambda/runtime/': "is a function's",
    },
  },
  {
    name: 'link',
    reason:
      'Windows lets only some users make links: junctions between folders, makeLink for what a zip brings',
    finds: calls('symlink(Sync)?', (args) => !/['"]junction['"]/.test(args) && args.includes(',')),
    allowed: {
      ...SIMULATION,
      'local-cloud/src/core/files.ts': 'is makeLink',
      'local-cloud/src/services/lambda/code/importable.ts': 'makes what only a namespace is led to',
      'local-cloud/src/services/lambda/runtime/world/skeleton.ts': LINUX_ONLY,
      'tests/support/container-image.ts': LINUX_ONLY,
    },
  },
  {
    name: 'rename',
    reason: 'a file that a scanner holds is not renamed on Windows: moveInto, replaceFile',
    finds: /(?<![\w.])(fs\.)?rename(Sync)?\(/g,
    files: PRODUCT,
    allowed: {
      'local-cloud/src/core/files.ts': 'is moveInto',
      'local-cloud/src/core/store/disk/lock-file.ts': 'is tried again at the next sign of life',
      'local-cloud/src/core/store/disk/folder-lock.ts':
        'has to be done at once, and is tried again by the next attempt',
      'local-cloud/build/replace-file.mjs': 'is replaceFile',
      'local-cloud/src/commands/tool/preload/compile-cache.cjs':
        'goes without, as when another process wrote it',
    },
  },
  {
    name: 'removal',
    reason: 'Windows lets go of files only a moment after who had them open has ended: maxRetries',
    finds: calls('rm(Sync)?', (args) => args.includes('recursive: true') && !args.includes('maxRetries')),
    allowed: { 'local-cloud/src/services/lambda/runtime/world/namespace-world.ts': LINUX_ONLY },
  },
  {
    name: 'proc',
    reason: 'Linux alone has /proc',
    finds: /['"`]\/proc\b/g,
    allowed: {
      'local-cloud/src/core/store/disk/lock-holder.ts': 'has another way where there is none',
      'local-cloud/src/services/lambda/runtime/process-control.ts': 'asks for Linux first',
      'local-cloud/src/services/lambda/runtime/bootstrap/peak-memory.mjs':
        'has another way where there is none',
      'local-cloud/src/services/lambda/runtime/world/namespace-world.ts': LINUX_ONLY,
      'local-cloud/src/services/lambda/runtime/world/skeleton.ts': LINUX_ONLY,
      'local-cloud/test/services/lambda/runtime/world.test.ts': 'tests a namespace',
      'tests/support/processes.ts': 'has another way where there is none',
      'tests/support/simulated-windows.cjs': 'runs on Linux alone',
      'bench/lib/processes.ts': 'measures on Linux alone',
    },
  },
];

const PATHS: readonly Rule[] = [
  {
    name: 'url-path',
    reason: "a URL's path is no file's: /C:/…, and %20 for spaces: fileURLToPath",
    finds: /import\.meta\.url\s*\)\s*\.pathname/g,
    allowed: {},
  },
  {
    name: 'import-of-path',
    reason: 'import() takes C:\\… for a scheme, and # and ? for ends: pathToFileURL',
    finds: /(?<![.\w])import\(\s*(?!['"`]|[\w.]*[uU]rl\b|pathToFileURL|\))/g,
    allowed: {
      'layer/src/load-routes.ts': 'is given the URL, in two forms',
      'local-cloud/bin/local-cloud.mjs': "has URLs' href",
      'local-cloud/test/core/folder-lock.test.ts': "has a URL's href",
      'tests/bench-servers.test.ts': "has a URL's href",
    },
  },
  {
    name: 'slash',
    reason: 'paths are parted by a backslash on Windows: path.join, path.sep, path.relative',
    finds:
      /startsWith\(`\$\{\w*([fF]older|[dD]ir|[rR]oot|cwd|home)\}\/`\)|(\b\w*([fF]older|[dD]ir|[rR]oot|cwd)|(homedir|tmpdir|cwd)\(\)) \+ ['"`]\//g,
    allowed: {
      'local-cloud/src/services/lambda/runtime/bootstrap/map-paths.mjs':
        "compares Lambda's paths and the system's",
    },
  },
];

export const RULES: readonly Rule[] = [...PROCESSES, ...FILES, ...PATHS];

import { spawn } from 'node:child_process';
import { OWN_TREE } from '../core/process-tree.ts';
import type { Debugger } from './debugger.ts';
import { signalSelf } from './end-request.ts';
import { type Ask, type Keys, takeKeys } from './keys.ts';
import type { LogChoice } from './logs/log-mode.ts';
import type { Reloader } from './reload/reloader.ts';
import { dim, style } from './request-line.ts';

export interface ProjectKeysOptions {
  /** `http://localhost:4566` */
  readonly url: string;
  readonly reloader: Reloader;
  readonly debugger: Debugger;
  readonly logs: LogChoice;
  readonly print: (line: string) => void;
}

/** The keys of a terminal in which a project runs. @returns undefined where it is no terminal */
export function takeProjectKeys(options: ProjectKeysOptions): Keys | undefined {
  const { url, reloader, print } = options;
  const ask: Ask = (question) => keys?.ask(question) ?? Promise.resolve(undefined);
  const keys: Keys | undefined = takeKeys(
    {
      o: { title: 'open console', run: () => openPage(`${url}/_local-cloud/`, print) },
      d: { title: 'debugger', run: () => options.debugger.toggle() },
      l: { title: 'logs of one function', run: () => chooseLogs(options, ask) },
      r: { title: 'redeploy', run: () => reloader.deployAll() },
      c: { title: 'clear', run: () => void process.stdout.write('\u001b[2J\u001b[3J\u001b[H') },
      q: { title: 'quit', run: () => signalSelf('SIGINT') },
    },
    print,
    (error) => print(`${style('red', '✗')} ${error instanceof Error ? error.message : error}`),
  );
  return keys;
}

/** Shows the page in the user's browser, and where it is for those who have none here. */
function openPage(url: string, print: (line: string) => void): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  print(`The console is at ${url}`);
  const child = spawn(command ?? '', [...args, url], { stdio: 'ignore', ...OWN_TREE });
  // Nothing that opens pages is there: the address says where to look.
  child.on('error', () => {});
  child.unref();
}

async function chooseLogs({ reloader, logs, print }: ProjectKeysOptions, ask: Ask): Promise<void> {
  const names = reloader.functions();
  print(names.map((name, index) => `  ${index + 1}  ${name}`).join('\n'));
  const typed = await ask(
    'Logs of which function? Its number or a part of its name, nothing for those that fail: ',
  );
  if (typed === undefined) return;
  const name =
    typed === '' ? undefined : (names[Number(typed) - 1] ?? names.find((each) => each.includes(typed)));
  const isUnknown = typed !== '' && name === undefined;
  if (!isUnknown) logs.only = name;
  print(
    isUnknown
      ? `There is no function "${typed}".`
      : dim(name ? `All that ${name} writes is shown, and what fails of others.` : 'What fails is shown.'),
  );
}

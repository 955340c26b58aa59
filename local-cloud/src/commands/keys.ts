import { emitKeypressEvents, type Key } from 'node:readline';
import { signalSelf } from './end-request.ts';
import { dim } from './request-line.ts';

/** A key that does something, and what. */
export interface KeyAction {
  readonly title: string;
  readonly run: () => unknown;
}

/** What is typed up to Enter is asked for; undefined for Escape. */
export type Ask = (question: string) => Promise<string | undefined>;

export interface Keys {
  readonly ask: Ask;
  /** Gives the terminal back as it was. */
  close(): void;
}

/**
 * Takes single keys from a terminal.
 *
 * @param actions by key; `h` for help is added
 * @param failed told of what an action threw
 * @returns undefined where there is no terminal on both sides
 */
export function takeKeys(
  actions: Readonly<Record<string, KeyAction>>,
  print: (line: string) => void,
  failed: (error: unknown) => void,
): Keys | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  let typed: { text: string; resolve: (answer: string | undefined) => void } | undefined;
  const answer = (text: string | undefined): void => {
    const { resolve } = typed ?? {};
    typed = undefined;
    stdout.write('\n');
    resolve?.(text);
  };
  const type = (character: string | undefined, { name }: Key): void => {
    if (!typed) return;
    if (name === 'return' || name === 'enter') answer(typed.text);
    else if (name === 'escape') answer(undefined);
    else if (name === 'backspace') {
      if (typed.text !== '') stdout.write('\b \b');
      typed.text = typed.text.slice(0, -1);
    } else if (character !== undefined && character >= ' ') {
      typed.text += character;
      stdout.write(character);
    }
  };
  const onKey = (character: string | undefined, key: Key): void => {
    // A terminal in raw mode sends these as they are.
    if (key.ctrl && key.name === 'c') signalSelf('SIGINT');
    else if (key.ctrl && key.name === 'z') suspend();
    else if (typed) type(character, key);
    else if (character === 'h') print(helpOf(actions));
    else
      void Promise.resolve(actions[character ?? '']?.run)
        .then((run) => run?.())
        .catch(failed);
  };
  const suspend = (): void => {
    // Windows stops no processes.
    if (process.platform === 'win32') return;
    stdin.setRawMode(false);
    process.once('SIGCONT', () => stdin.setRawMode(true));
    process.kill(process.pid, 'SIGTSTP');
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', onKey);
  stdin.resume();
  print(dim(helpOf(actions)));
  return {
    ask: (question) =>
      new Promise((resolve) => {
        stdout.write(question);
        typed = { text: '', resolve };
      }),
    close() {
      stdin.off('keypress', onKey);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

const helpOf = (actions: Readonly<Record<string, KeyAction>>): string =>
  `Keys: ${[...Object.entries(actions), ['h', { title: 'help' }] as const]
    .map(([key, { title }]) => `${key} ${title}`)
    .join('   ')}`;

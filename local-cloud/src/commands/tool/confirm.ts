import { createInterface } from 'node:readline/promises';

/** Asks a person a question; without one at the terminal the answer is no, unless it was given beforehand. */
export async function confirm(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${question} [Y/n] `);
    return /^(y(es)?|s(im)?)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

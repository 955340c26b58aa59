/** `it` and `describe` for what Windows does not have: there they are skipped, with the reason in the title. */
export function exceptOnWindows(reason: string) {
  const skipped = process.platform === 'win32';
  const named = (title: string) => (skipped ? `${title} (skipped on Windows: ${reason})` : title);
  return {
    it: (title: string, test: () => Promise<void>, timeout?: number) =>
      (skipped ? it.skip : it)(named(title), test, timeout),
    describe: (title: string, tests: () => void) => (skipped ? describe.skip : describe)(named(title), tests),
  };
}

import { readFileSync } from 'node:fs';
import { chaptersOf } from './support/markdown.ts';
import { run } from './support/run.ts';
import { Reader } from './support/tutorial.ts';

const read = (name: string) => chaptersOf(readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8'));
const english = read('tutorial.md');
const portuguese = read('tutorial.pt.md');

/** Why nobody walks the tutorial here. It installs what a newcomer would, 500 packages, from npm's registry. */
async function reasonToSkip(): Promise<string | undefined> {
  if (!process.env.CI) return 'CI is not set';
  for (const tool of ['curl', 'perl']) {
    if ((await run(tool, ['--version'])).code !== 0) return `${tool} is not installed`;
  }
  return undefined;
}

const reason = await reasonToSkip();
const [describeIf, title] = reason
  ? [describe.skip, `docs/tutorial.md (skipped: ${reason})`]
  : [describe, 'docs/tutorial.md'];

describeIf(title, () => {
  const reader = new Reader();
  beforeAll(() => reader.begin(), 300_000);
  afterAll(() => reader.end(), 60_000);

  it.each(english.map((chapter) => [chapter.title, chapter] as const))(
    'does what it says: %s',
    (_, chapter) => reader.follow(chapter),
    600_000,
  );
});

describe('docs/tutorial.pt.md', () => {
  it('has the same chapters, with the same files and commands', () => {
    expect(portuguese.map(({ blocks }) => blocks)).toEqual(english.map(({ blocks }) => blocks));
  });
});

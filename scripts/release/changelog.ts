const UNRELEASED = '## Unreleased';

/**
 * Gives what is unreleased a version.
 *
 * @param date `2026-11-26`
 * @throws Error where there is nothing to release, or the version is there already
 */
export function cut(changelog: string, version: string, date: string): string {
  if (notesOf(changelog, version) !== undefined) throw new Error(`CHANGELOG.md has a ${version} already`);
  if (!section(changelog, UNRELEASED)) throw new Error(`CHANGELOG.md has nothing below "${UNRELEASED}"`);
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## ${version} - ${date}`);
}

/** What the changelog says of a version, without its heading; undefined where it says nothing. */
export function notesOf(changelog: string, version: string): string | undefined {
  const heading = changelog.split('\n').find((line) => line.startsWith(`## ${version} - `));
  return heading && section(changelog, heading);
}

/** The text between a heading and the next of its level. */
function section(changelog: string, heading: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.indexOf(heading);
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  const end = length === -1 ? lines.length : start + 1 + length;
  return (
    lines
      .slice(start + 1, end)
      .join('\n')
      .trim() || undefined
  );
}

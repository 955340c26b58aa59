import { uuid } from '../../core/ids.ts';
import { lambdaDate } from './configuration.ts';
import { pools } from './invocation/pools.ts';
import type { FunctionRecord, FunctionVersion, Scope } from './types.ts';

/**
 * Publishes $LATEST as a version; where nothing changed since the last version, that is the answer. Mounted code may have
 * changed without anybody knowing, so it always makes a new one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function publish(record: FunctionRecord, description?: string): FunctionVersion {
  const { latest } = record;
  const last = record.versions.get(String(record.nextVersion - 1));
  if (last && !latest.code.mounted && sameContent(last, latest)) return last;
  const version: FunctionVersion = {
    ...latest,
    version: String(record.nextVersion),
    settings: { ...latest.settings, Description: description ?? latest.settings.Description },
    lastModified: lambdaDate(),
    revisionId: uuid(),
    transition: undefined,
  };
  latest.revisionId = uuid();
  record.versions.set(version.version, version);
  record.nextVersion += 1;
  return version;
}

function sameContent(a: FunctionVersion, b: FunctionVersion): boolean {
  return a.code.sha256 === b.code.sha256 && comparable(a) === comparable(b);
}

/** The description is left out: a version may have one of its own. */
function comparable({ settings }: FunctionVersion): string {
  const { Description: _, Layers, ...rest } = settings;
  return JSON.stringify([Object.entries(rest).sort(), Layers.map((layer) => layer.arn)]);
}

/** Puts a new $LATEST in service; the execution environments of the old one finish what they are doing and end. */
export function replaceLatest(record: FunctionRecord, latest: FunctionVersion, scope: Scope): void {
  const previous = record.latest;
  record.latest = latest;
  pools(scope).retire(previous);
}

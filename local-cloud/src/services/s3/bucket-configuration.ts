import type { Bucket } from './bucket.ts';
import { CONFIGURATIONS, type ConfigurationKind, type Configurations } from './configuration.ts';

/** The bucket's own, or what every bucket begins with; nothing once that was deleted. */
export function configurationOf<Kind extends ConfigurationKind>(
  { configurations }: Bucket,
  kind: Kind,
): Configurations[Kind] | undefined {
  const own = configurations[kind];
  return own === null ? undefined : (own ?? CONFIGURATIONS[kind].initial);
}

/** @throws AwsError MalformedXML and others (400) for what S3 would not take */
export function setConfiguration<Kind extends ConfigurationKind>(
  bucket: Bucket,
  kind: Kind,
  document: Configurations[Kind],
): void {
  const { check, completed } = CONFIGURATIONS[kind];
  check?.(document);
  const kept: Bucket['configurations'] = { [kind]: completed?.(document) ?? document };
  Object.assign(bucket.configurations, kept);
}

export function removeConfiguration({ configurations }: Bucket, kind: ConfigurationKind): void {
  const { initial, resets = false } = CONFIGURATIONS[kind];
  if (initial === undefined || resets) delete configurations[kind];
  else configurations[kind] = null;
}

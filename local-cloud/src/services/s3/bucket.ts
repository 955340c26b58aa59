import { partition } from '../../core/arn.ts';
import type { Cloud } from '../../core/cloud.ts';
import type { Collection } from '../../core/records/collection.ts';
import { collection } from '../../core/store.ts';
import type { BucketAcl } from './acl.ts';
import type { BlobStore } from './blobs.ts';
import type { Configurations } from './configuration.ts';
import { type MultipartUpload, uploadPacking } from './multipart-upload.ts';
import type { DeleteMarker, ObjectVersion, Version } from './types.ts';
import { compareUtf8 } from './utf8-order.ts';
import { newVersionId } from './version-id.ts';

/** What AWS calls a bucket everywhere but in S3. */
export const bucketArn = (name: string, region: string): string => `arn:${partition(region)}:s3:::${name}`;

export type VersioningStatus = 'Enabled' | 'Suspended';

/** What there is of a bucket besides objects and uploads. */
export interface BucketFacts {
  readonly name: string;
  readonly region: string;
  readonly creationDate: Date;
  /** What was put; null for what was deleted of what every bucket begins with. */
  readonly configurations: { [Kind in keyof Configurations]?: Configurations[Kind] | null };
  readonly versioning: VersioningStatus | undefined;
  readonly policy: string | undefined;
  readonly acl: BucketAcl;
}

/** What keeps buckets: the cloud, and the files of objects. */
interface Kept {
  readonly cloud: Cloud;
  readonly blobs: BlobStore;
}

/** A bucket: its objects with their versions, its uploads under way and its configuration. */
export class Bucket implements BucketFacts {
  readonly name: string;
  readonly region: string;
  readonly creationDate: Date = new Date(Math.floor(Date.now() / 1000) * 1000);
  readonly configurations: BucketFacts['configurations'] = {};
  readonly uploads: Collection<MultipartUpload>;
  versioning: VersioningStatus | undefined;
  policy: string | undefined;
  /** A canned ACL. */
  acl: BucketAcl = 'private';
  readonly #blobs: BlobStore;
  /** By key, newest version first; no list is ever empty. */
  readonly #versions: Collection<readonly Version[]>;
  #sortedKeys: string[] | undefined;

  constructor(name: string, region: string, { cloud, blobs }: Kept) {
    this.name = name;
    this.region = region;
    this.#blobs = blobs;
    this.#versions = collection(cloud, ['s3', 'global', `objects/${name}`]);
    this.uploads = collection(cloud, ['s3', 'global', `uploads/${name}`], uploadPacking);
    for (const versions of this.#versions.peekAll())
      blobs.hold(versions.filter(isObject).flatMap((v) => v.blobs));
    for (const { parts } of this.uploads.peekAll()) blobs.hold([...parts.values()].map(({ blob }) => blob));
  }

  /** The bucket that was kept, with all that is in it. */
  static of({ name, region, ...facts }: BucketFacts, kept: Kept): Bucket {
    return Object.assign(new Bucket(name, region, kept), facts);
  }

  get facts(): BucketFacts {
    const { name, region, creationDate, configurations, versioning, policy, acl } = this;
    return { name, region, creationDate, configurations, versioning, policy, acl };
  }

  get isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** All keys that have a version, in UTF-8 order, which is the order of S3's listings. */
  get keys(): readonly string[] {
    this.#sortedKeys ??= [...this.#versions.keys()].sort(compareUtf8);
    return this.#sortedKeys;
  }

  versions(key: string): readonly Version[] {
    return this.#versions.get(key) ?? [];
  }

  latest(key: string): Version | undefined {
    return this.#versions.get(key)?.[0];
  }

  version(key: string, versionId: string): Version | undefined {
    return this.#versions.get(key)?.find((version) => version.versionId === versionId);
  }

  /** The id the next version gets. */
  nextVersionId(): string {
    return this.versioning === 'Enabled' ? newVersionId() : 'null';
  }

  /** Makes it the newest version. Without versioning it takes the place of what was there. */
  async add(version: Version): Promise<void> {
    const replaced = version.versionId === 'null' ? this.version(version.key, 'null') : undefined;
    const others = this.versions(version.key).filter((other) => other !== replaced);
    if (!this.#versions.has(version.key)) this.#sortedKeys = undefined;
    this.#versions.set(version.key, [version, ...others]);
    if (replaced) await this.#release(replaced);
  }

  /** Removes one version for good. */
  async remove(version: Version): Promise<void> {
    const others = this.versions(version.key).filter((other) => other !== version);
    if (others.length > 0) {
      this.#versions.set(version.key, others);
    } else {
      this.#versions.delete(version.key);
      this.#sortedKeys = undefined;
    }
    await this.#release(version);
  }

  /**
   * Deletes without a version id: for good in a bucket that never had versioning, by a delete marker in one that has.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
   */
  async delete(key: string): Promise<DeleteMarker | undefined> {
    if (this.versioning === undefined) {
      const found = this.latest(key);
      if (found) await this.remove(found);
      return undefined;
    }
    const marker: DeleteMarker = {
      kind: 'delete-marker',
      key,
      versionId: this.nextVersionId(),
      lastModified: new Date(Math.floor(Date.now() / 1000) * 1000),
    };
    await this.add(marker);
    return marker;
  }

  async #release(version: Version): Promise<void> {
    if (isObject(version)) await this.#blobs.release(version.blobs);
  }
}

export const isObject = (version: Version | undefined): version is ObjectVersion =>
  version?.kind === 'object';

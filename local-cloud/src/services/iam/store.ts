import type { Cloud } from '../../core/cloud.ts';
import type { Collection } from '../../core/records/collection.ts';
import { collection, defineStore } from '../../core/store.ts';
import { noSuchPolicy, noSuchRole } from './errors.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface Role {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createDate: Date;
  trustPolicy: string;
  description: string | undefined;
  /** Seconds. */
  maxSessionDuration: number;
  permissionsBoundary: string | undefined;
  readonly tags: Map<string, string>;
  /** Documents by policy name. */
  readonly inlinePolicies: Map<string, string>;
  /** ARNs of managed policies, in the order they were attached. */
  readonly attachedPolicies: Set<string>;
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createDate: Date;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly createDate: Date;
  updateDate: Date;
  defaultVersionId: string;
  /** Versions are numbered for good: a deleted one's number never comes back. */
  lastVersion: number;
  readonly versions: Map<string, PolicyVersion>;
  readonly tags: Map<string, string>;
}

/** The roles and policies of a cloud; IAM is global. */
export class IamStore {
  /** What the root user tells as its own beginning. */
  readonly accountCreated: Date;
  /** By name in lower case, because names differ in more than case. */
  readonly roles: Collection<Role>;
  readonly policies: Collection<ManagedPolicy>;

  constructor(cloud: Cloud) {
    this.roles = collection(cloud, ['iam', 'global', 'roles']);
    this.policies = collection(cloud, ['iam', 'global', 'policies']);
    const account = collection<{ readonly created: Date }>(cloud, ['iam', 'global', 'account']);
    this.accountCreated = account.peek('root')?.created ?? new Date();
    if (!account.has('root')) account.set('root', { created: this.accountCreated });
  }

  findRole(name: string): Role | undefined {
    return this.roles.get(name.toLowerCase());
  }

  /** @throws AwsError NoSuchEntity (404) */
  role(name: string): Role {
    const role = this.findRole(name);
    if (!role) throw noSuchRole(name);
    return role;
  }

  /** @throws AwsError NoSuchEntity (404) */
  policy(policyArn: string): ManagedPolicy {
    const policy = this.policies.get(policyArn);
    if (!policy) throw noSuchPolicy(policyArn);
    return policy;
  }

  rolesWith(policyArn: string): Role[] {
    return [...this.roles.values()].filter((role) => role.attachedPolicies.has(policyArn));
  }
}

export const iamStore = defineStore('iam', ({ cloud }) => new IamStore(cloud), { scope: 'global' });

/** Policies that AWS keeps, e.g. `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`. */
export const isAwsManaged = (policyArn: string): boolean =>
  /^arn:[\w-]+:iam::aws:policy\/.+$/.test(policyArn);

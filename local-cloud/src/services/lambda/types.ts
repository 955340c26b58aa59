import type {
  Cors,
  DestinationConfig,
  FunctionUrlAuthType,
  GetProvisionedConcurrencyConfigCommandOutput,
  InvokeMode,
  LoggingConfig,
  SnapStartApplyOn,
  TracingMode,
  VpcConfig,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../../protocols/operation.ts';
import type { ProvisionedPool } from './runtime/index.ts';

/** Where functions are: whose cloud, which region. */
export type Scope = Pick<OperationContext, 'cloud' | 'region' | 'accountId'>;

/** A function's or layer's deployment package. */
export interface CodePackage {
  /** Base64 SHA-256 of the zip; of the folder's name for mounted code, whose content is nobody's to know. */
  readonly sha256: string;
  /** Bytes of the zip; 0 for mounted code. */
  readonly size: number;
  /** Absolute folder with the code, unzipped. */
  readonly root: string;
  /** Where GetFunction's caller gets the zip, or the folder of mounted code. */
  readonly location: string;
  /** Whether the code is mounted, not copied: execution environments are replaced when a file changes. */
  readonly mounted: boolean;
  /** What it was derived from, where it is deployed code with files changed since. */
  readonly deployed?: CodePackage;
}

/** What CreateFunction and UpdateFunctionConfiguration set, defaults filled in. */
export interface FunctionSettings {
  readonly Role: string;
  readonly Runtime: string;
  readonly Handler: string;
  readonly Description: string;
  /** Seconds. */
  readonly Timeout: number;
  /** MB. */
  readonly MemorySize: number;
  readonly Environment?: Readonly<Record<string, string>>;
  readonly VpcConfig?: VpcConfig;
  readonly KMSKeyArn?: string;
  readonly TracingMode: TracingMode;
  readonly Architectures: readonly ('x86_64' | 'arm64')[];
  /** MB of /tmp. */
  readonly EphemeralStorage: number;
  readonly SnapStart: SnapStartApplyOn;
  readonly LoggingConfig: LoggingConfig & { LogGroup: string };
  readonly Layers: readonly LayerVersion[];
}

/** $LATEST or a published version. Replaced, not changed, as it is what execution environments are made for. */
export interface FunctionVersion {
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: CodePackage;
  readonly lastModified: string;
  /** Also changes with the policy, with tags, and when an update is over. */
  revisionId: string;
  /** What is under way, until somebody asks or its time is over. */
  transition?: { readonly state: 'Pending' | 'InProgress'; readonly endsAt: number };
}

export interface Alias {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  revisionId: string;
  /** Version → share of invocations, 0 to 1; the rest goes to `functionVersion`. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** A statement of a resource-based policy, as GetPolicy answers it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: string | Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface FunctionUrl {
  /** First label of the URL's host on AWS: 32 characters. */
  readonly id: string;
  /** `http://localhost:4510/`; another when the cloud starts anew and the port is somebody else's. */
  url: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** An alias; undefined is $LATEST. */
  readonly qualifier?: string;
  readonly region: string;
  readonly creationTime: string;
  authType: FunctionUrlAuthType;
  cors?: Cors;
  invokeMode: InvokeMode;
  lastModifiedTime: string;
}

export interface EventInvokeConfig {
  readonly MaximumRetryAttempts?: number;
  /** Seconds. */
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: DestinationConfig;
  readonly LastModified: Date;
}

/**
 * What PutProvisionedConcurrencyConfig asked for an alias or a version, and the environments there are for it. While an
 * alias moves, those of the version that it pointed to stay until the others are ready.
 */
export interface ProvisionedConcurrency {
  /** What counts against the function's reserved, or the account's, concurrency. */
  readonly requested: number;
  /** Keeps so many environments of a version initialised from here on, and none of another. */
  provide(version: FunctionVersion, requested: number): void;
  /** Takes all environments out of service; what they are doing is finished first. */
  end(): void;
  /** Resolves once what was asked for last is there, or has failed. */
  settled(): Promise<void>;
  /** @returns the environments of a version, where one of them waits for an event */
  idleFor(version: FunctionVersion): ProvisionedPool | undefined;
  isFor(version: FunctionVersion): boolean;
  describe(): Omit<GetProvisionedConcurrencyConfigCommandOutput, '$metadata'>;
}

/** A function and all that hangs on it. Maps by qualifier have `$LATEST` for the function itself. */
export interface FunctionRecord {
  readonly name: string;
  /** Without qualifier. */
  readonly arn: string;
  latest: FunctionVersion;
  readonly versions: Map<string, FunctionVersion>;
  nextVersion: number;
  readonly aliases: Map<string, Alias>;
  readonly policies: Map<string, PolicyStatement[]>;
  readonly urls: Map<string, FunctionUrl>;
  readonly eventInvokeConfigs: Map<string, EventInvokeConfig>;
  /** By alias or version. */
  readonly provisioned: Map<string, ProvisionedConcurrency>;
  readonly tags: Map<string, string>;
  reservedConcurrency?: number;
  /** Whether a loop of invocations goes on for ever; `Terminate` when missing. */
  recursiveLoop?: 'Allow' | 'Terminate';
  /** While its code is about to be replaced: what invocations wait for. */
  held?: Promise<void>;
}

export interface LayerVersion {
  readonly layerArn: string;
  readonly arn: string;
  readonly version: number;
  readonly description: string;
  readonly createdDate: string;
  readonly code: CodePackage;
  readonly compatibleRuntimes?: readonly string[];
  readonly compatibleArchitectures?: readonly string[];
  readonly licenseInfo?: string;
  readonly policy: Map<string, PolicyStatement>;
  policyRevisionId: string;
}

export interface Layer {
  readonly name: string;
  readonly arn: string;
  readonly versions: Map<number, LayerVersion>;
  nextVersion: number;
}

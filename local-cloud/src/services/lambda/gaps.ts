import type { Gap, Service } from '../service.ts';

const since = '2026-11-21';

const SETTINGS = ['Architectures', 'EphemeralStorage', 'KMSKeyArn', 'Role', 'TracingConfig', 'VpcConfig'];

/** Accepted, stored and answered, without effect. */
export const inert: NonNullable<Service['inert']> = {
  CreateFunction: [...SETTINGS, 'SnapStart', 'Code.SourceKMSKeyArn'],
  UpdateFunctionCode: ['Architectures', 'SourceKMSKeyArn'],
  UpdateFunctionConfiguration: [...SETTINGS.filter((name) => name !== 'Architectures'), 'SnapStart'],
  // There are none to choose from.
  ListEventSourceMappings: ['EventSourceArn', 'FunctionName', 'Marker', 'MaxItems'],
  AddLayerVersionPermission: ['OrganizationId', 'Principal'],
};

/** Kept and answered as they come, or (images) refused whatever is in them. */
export const whole: NonNullable<Service['whole']> = {
  CreateFunction: ['ImageConfig'],
  UpdateFunctionConfiguration: ['ImageConfig'],
  UpdateFunctionUrlConfig: ['Cors'],
};

export const gaps: readonly Gap[] = [
  {
    what: 'runtimes other than nodejs and provided; one whose Node.js this machine lacks runs on that of local-cloud, which says so',
    since,
  },
  { what: 'functions for nodejs12.x, 14.x and 16.x can still be made; AWS only updates those it has', since },
  {
    what: 'AWS SDK v2, which nodejs12.x to 16.x carry, is there only where it is installed beside local-cloud',
    since,
  },
  {
    what: 'calls to AWS hosts are led to the endpoint in Node.js code that uses https, not in fetch or other programs',
    since,
  },
  { what: 'PackageType Image', since },
  { what: 'event source mappings: none can be made, lists are empty', since },
  {
    what: 'code signing, capacity providers, durable functions, tenancy, file systems',
    since,
  },
  {
    what: 'provisioned concurrency above what the machine runs at once is READY with as many environments as that, which is told',
    since: '2026-11-26',
  },
  { what: 'dead-letter queues, and destinations of asynchronous invocations that are no functions', since },
  {
    what: 'InvokeAsync',
    since,
  },
  { what: 'LoggingConfig with LogFormat JSON, and log levels', since },
  {
    what: 'an external extension that ends by itself is not noticed, where AWS ends the environment',
    since: '2026-11-26',
  },
  {
    what: 'the states Pending and InProgress are in the answers to creations and updates only: whoever asks finds them over',
    since: '2026-11-26',
  },
  {
    what: 'signatures are not verified: a function URL with AWS_IAM takes any request that is signed',
    since,
  },
  {
    what:
      'a function URL with AuthType NONE is public without a resource-based policy; AWS wants lambda:InvokeFunctionUrl and ' +
      'lambda:InvokeFunction there, which create-function-url-config alone does not give',
    since,
  },
  {
    what: 'invocations above what the machine runs at once wait, up to the 1,000 of an account; AWS runs them',
    since,
  },
  { what: 'the unzipped code of updated or deleted functions is kept until local-cloud stops', since },
];

import path from 'node:path';

/** What could lead the tool's AWS clients elsewhere: identities, per-service endpoints, proxies. */
const LEADS_AWAY = /^(AWS_.*|https?_proxy|all_proxy|proxy)$/i;

/** The variables that a deploy tool runs with, so that its AWS clients talk to `endpoint` and to nothing else. */
export function environment(endpoint: string, cwd: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !LEADS_AWAY.test(name));
  return {
    ...Object.fromEntries(inherited),
    // compose runs `serverless` from the PATH.
    PATH: [path.join(cwd, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    // The wait before each look at a stack's events, in ms; the tool's own 5000 is for a cloud far away.
    SLS_AWS_MONITORING_FREQUENCY: process.env.SLS_AWS_MONITORING_FREQUENCY ?? '25',
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
  };
}

import { invalidParameter } from './errors.ts';

/** AWS names one to go to for a runtime that can no longer be created. */
const NEWEST = 'nodejs24.x';
const DEPRECATED = new Set(['nodejs', 'nodejs4.3', 'nodejs6.10', 'nodejs8.10', 'nodejs10.x']);

/**
 * Run by the Node.js that local-cloud itself runs on. AWS has stopped taking new functions for the three oldest; here
 * they are taken, so that a project that runs on AWS since then runs on this machine, too.
 */
const NODEJS_RUNTIMES = [12, 14, 16, 18, 20, 22, 24].map((version) => `nodejs${version}.x`);
const OTHER_RUNTIMES = [
  ...['dotnet6', 'dotnet8', 'dotnet10', 'java8.al2', 'java11', 'java17', 'java21', 'java25'],
  ...['python3.9', 'python3.10', 'python3.11', 'python3.12', 'python3.13'],
  ...['python3.14', 'ruby3.2', 'ruby3.3', 'ruby3.4', 'ruby4.0'],
];
const CUSTOM_RUNTIMES = ['provided.al2', 'provided.al2023'];
const ALL_RUNTIMES = [...NODEJS_RUNTIMES, ...CUSTOM_RUNTIMES, ...OTHER_RUNTIMES];

/**
 * @throws AwsError InvalidParameterValueException for a runtime that AWS does not know, no longer takes, or that
 *   local-cloud can't run
 */
export function checkRuntime(runtime: string): void {
  if (DEPRECATED.has(runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. ` +
        `We recommend you use the new runtime (${NEWEST}) while creating or updating functions.`,
    );
  }
  if ([...NODEJS_RUNTIMES, ...CUSTOM_RUNTIMES].includes(runtime)) return;
  if (OTHER_RUNTIMES.includes(runtime)) {
    throw invalidParameter(
      `The runtime ${runtime} is not supported by local-cloud, which runs these: ${[...NODEJS_RUNTIMES, ...CUSTOM_RUNTIMES].join(', ')}.`,
    );
  }
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ` +
      `[${ALL_RUNTIMES.join(', ')}] or be a valid ARN`,
  );
}

import { malformedPolicy } from './errors.ts';
import type { Statement } from './policy-syntax.ts';

const PARTITIONS = new Set(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f']);

/** What a resource of IAM begins with. */
const IAM_PATHS = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/', 'server-certificate/'],
  ...['policy/', 'sms-mfa/', 'saml-provider/', 'oidc-provider/', 'report/', 'access-report/'],
];

/**
 * Checks what the statements of a policy say, in IAM's order: all of one rule, then all of the next.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function checkIdentityRules(
  statements: readonly Statement[],
  { placeholders = false }: { placeholders?: boolean },
): void {
  for (const statement of statements) checkLegacy(statement);
  const ids = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
  if (new Set(ids).size < ids.length) {
    throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  }
  for (const statement of statements) {
    if (actionsOf(statement).length === 0) throw malformedPolicy('Policy statement must contain actions.');
  }
  if (!placeholders) for (const resource of statements.flatMap(resourcesOf)) checkResource(resource);
  for (const action of statements.flatMap(actionsOf)) checkAction(action);
  for (const { Principal, NotPrincipal } of statements) {
    if (Principal !== undefined || NotPrincipal !== undefined) {
      throw malformedPolicy('Policy document should not specify a principal.');
    }
  }
  if (statements.some((statement) => resourcesOf(statement).length === 0)) {
    throw malformedPolicy('Policy statement must contain resources.');
  }
}

const texts = (value: unknown): string[] => (value === undefined ? [] : ([value].flat() as string[]));
const actionsOf = ({ Action, NotAction }: Statement): string[] => texts(Action ?? NotAction);
const resourcesOf = ({ Resource, NotResource }: Statement): string[] => texts(Resource ?? NotResource);

/** What IAM's first parser can't read: an effect in other letters, an ARN cut short, a date that is none. */
function checkLegacy(statement: Statement): void {
  const { Effect, Condition } = statement;
  const dates = Object.entries((Condition ?? {}) as Record<string, object>)
    .filter(([operator]) => /(^|:)Date/.test(operator))
    .flatMap(([, keys]) => Object.values(keys).flat().map(String));
  const isRead =
    (Effect === 'Allow' || Effect === 'Deny') &&
    !resourcesOf(statement).some(isCutShort) &&
    dates.every(isDate);
  if (!isRead) throw malformedPolicy('The policy failed legacy parsing');
}

function isCutShort(resource: string): boolean {
  const [, partition, service, ...rest] = resource.split(':');
  if (!PARTITIONS.has(partition ?? '') || rest.length === 0 || resource.endsWith('*')) return false;
  return service === '' || rest.length < 3;
}

/** A time in ISO 8601, or seconds since 1970. */
function isDate(text: string): boolean {
  if (/^-?\d+$/.test(text)) return Number(text) < 2 ** 63;
  const form =
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text) !== null;
  return form && !Number.isNaN(Date.parse(text));
}

function checkResource(resource: string): void {
  if (resource === '*') return;
  if (!resource.includes(':')) throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  const [, partition = '', ...rest] = resource.split(':');
  if (!PARTITIONS.has(partition) && !/[*?$]/.test(partition)) {
    const shown = ['arn', partition, ...rest, ...Array<string>(Math.max(0, 4 - rest.length)).fill('*')];
    throw malformedPolicy(`Partition "${partition}" is not valid for resource "${shown.join(':')}".`);
  }
  const [service, region, , ...path] = rest;
  if (service === undefined) {
    throw malformedPolicy('Resource vendor must be fully qualified and cannot contain regexes.');
  }
  const isRegional = region !== undefined && region !== '' && region !== '*';
  if (service === 'iam' && isRegional) {
    throw malformedPolicy(`IAM resource ${resource} cannot contain region information.`);
  }
  if (
    service === 's3' &&
    isRegional &&
    path.length === 1 &&
    !/^(accesspoint|storage-lens|job)\b/.test(path[0]!)
  ) {
    throw malformedPolicy(`Resource ${resource} can not contain region information.`);
  }
  const [of = '*'] = path;
  if (service === 'iam' && !/^[^/]*[*?$]/.test(of) && !IAM_PATHS.some((begin) => of.startsWith(begin))) {
    throw malformedPolicy(`IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`);
  }
}

function checkAction(action: string): void {
  if (action === '*') return;
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length === 0) {
    throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (rest.length > 1) throw malformedPolicy('Actions/Condition can contain only one colon.');
  if (!/^[A-Za-z0-9*?.-]+$/.test(vendor)) throw malformedPolicy(`Vendor ${vendor} is not valid`);
}

import { validation } from '../errors.ts';
import { type AttributeValue, checkName, readValue, typeOf } from '../values/index.ts';
import { readStructure } from '../values/wire.ts';
import type { Action } from './apply.ts';
import type { Scope } from './bind.ts';
import { Substitutions } from './substitutions.ts';
import type { Update } from './types.ts';
import { updateOf } from './update.ts';
import { addTo, deleteFrom } from './update-sets.ts';

const UPDATE = 'com.amazonaws.dynamodb.v20120810.AttributeValueUpdate';
const SCOPE: Scope = { kind: 'UpdateExpression', substitutions: new Substitutions({}) };
const ACTIONS = ['ADD', 'PUT', 'DELETE'];

const ADDABLE: ReadonlySet<string> = new Set(['N', 'SS', 'NS', 'BS', 'L']);
const DELETABLE: ReadonlySet<string> = new Set(['SS', 'NS', 'BS']);

const invalid = (what: string) => validation(`One or more parameter values were invalid: ${what}`);

/** `AttributeUpdates`: an item is made even by none at all, unless all of them only delete. @throws AwsError ValidationException */
export function compileAttributeUpdates(json: unknown): Update {
  const given = Object.entries(readStructure(json, `java.util.Map<java.lang.String, ${UPDATE}>`));
  const leaves = given.map(([name, member]) => ({ path: [name] as const, leaf: readAction(name, member) }));
  const update = updateOf(leaves, SCOPE);
  return given.length === 0 ? { ...update, createsItem: true } : update;
}

function readAction(name: string, json: unknown): Action {
  checkName(name);
  const member = readStructure(json, `class ${UPDATE}`);
  const action = member.Action ?? 'PUT';
  if (typeof action !== 'string' || !ACTIONS.includes(action)) {
    throw validation(
      `1 validation error detected: Value '${String(action)}' at 'attributeUpdates.${name}.member.action' ` +
        `failed to satisfy constraint: Member must satisfy enum value set: [${ACTIONS.join(', ')}]`,
    );
  }
  if ((member.Value ?? undefined) === undefined) {
    if (action === 'DELETE') return { kind: 'remove', creates: false };
    throw invalid('Only DELETE action is allowed when no attribute value is specified');
  }
  return actionOf(action, readValue(member.Value));
}

function actionOf(action: string, value: AttributeValue): Action {
  const type = typeOf(value);
  if (action === 'PUT') return { kind: 'set', read: () => value, creates: true };
  if (action === 'ADD') {
    if (!ADDABLE.has(type)) throw invalid(`ADD action is not supported for the type ${type}`);
    return { kind: 'change', creates: true, change: (current) => add(current, value) };
  }
  if (!DELETABLE.has(type)) throw invalid(`DELETE action with value is not supported for the type ${type}`);
  return { kind: 'change', creates: false, change: (current) => remove(current, value) };
}

const mismatch = () => validation('Type mismatch for attribute to update');

/** Lists are added to as well here, which ADD in an expression doesn't do. */
function add(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (current && typeOf(current) !== typeOf(value)) throw mismatch();
  if (current && 'L' in current && 'L' in value) return { L: [...current.L, ...value.L] };
  return addTo(current, value);
}

function remove(current: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (current && typeOf(current) !== typeOf(value)) throw mismatch();
  return deleteFrom(current, value);
}

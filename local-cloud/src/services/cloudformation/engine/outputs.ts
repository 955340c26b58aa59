import { isScalar, type Json } from '../../../resources/json.ts';
import { templateError, validationError } from '../errors.ts';
import { stackStore } from '../store.ts';
import { evaluate, type Scope } from '../template/evaluate.ts';
import type { Output, Revision } from '../types.ts';
import { scopeFor } from './apply.ts';
import type { StackOperation } from './operation.ts';

/**
 * A revision's outputs, once its resources are there.
 *
 * @throws AwsError ValidationError where an output can't be evaluated, or an export's name is taken, or an export that
 * another stack uses would change or go
 */
export function evaluateOutputs(operation: StackOperation, revision: Revision): Output[] {
  const scope = scopeFor(operation, revision);
  const outputs: Output[] = [];
  for (const [key, { value, description, condition, exportName }] of revision.template.outputs) {
    if (condition !== undefined && !revision.conditions.get(condition)) continue;
    const result = evaluateOutput(value, scope);
    const name = exportName === undefined ? undefined : evaluate(exportName, scope);
    if (name !== undefined && (!isScalar(name) || name === '')) {
      throw templateError('Output Export Name must be a non-empty string');
    }
    outputs.push({
      key,
      value: result,
      description,
      exportName: name === undefined ? undefined : String(name),
    });
  }
  checkExports(operation, outputs);
  return outputs;
}

/** The value of one output. @throws AwsError ValidationError where it can't be evaluated */
export function evaluateOutput(value: Json, scope: Scope): string {
  const result = evaluate(value, scope);
  if (isScalar(result)) return String(result);
  throw validationError(
    'Template format error: The Value field of every Outputs member must evaluate to a String.',
  );
}

function checkExports({ stack, context }: StackOperation, outputs: readonly Output[]): void {
  const store = stackStore(context);
  const exports = store.exports();
  const wanted = new Map<string, string>();
  for (const { exportName, value } of outputs) {
    if (exportName === undefined) continue;
    const taken = exports.get(exportName);
    if (taken && taken.stack !== stack) {
      throw validationError(
        `Export with name ${exportName} is already exported by stack ${taken.stack.name}`,
      );
    }
    if (wanted.has(exportName)) {
      throw validationError(`Duplicate Export name: ${exportName}`);
    }
    wanted.set(exportName, value);
  }
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    const importers = store.importers(exportName);
    if (importers.length === 0 || wanted.get(exportName) === value) continue;
    const verb = wanted.has(exportName) ? 'update' : 'delete';
    throw validationError(`Cannot ${verb} export ${exportName} as it is in use by ${inWords(importers)}.`);
  }
}

/** `A`, `A and B`, `A, B and C` */
export const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

import { type Check, constraintChecker } from './constraints.ts';
import type { Dialect, ServiceModel } from './model.ts';
import { detected } from './shown.ts';
import { type Reader, structureReader } from './structure.ts';

export interface InputErrors {
  /** What an operation checks before all others, and alone. */
  first?(operation: string, input: Readonly<Record<string, unknown>>): void;
  /** For JSON whose types are not the shape's. */
  malformed(message: string): Error;
  /** For values that break the shape's constraints. */
  invalid(message: string): Error;
}

/**
 * Reads the inputs of a service's operations by its model: first their structure, then every constraint.
 *
 * @returns the reader; it throws what `errors` makes: `2 validation errors detected: Value '…' at 'select' failed to …`
 */
export function inputReader(
  model: ServiceModel,
  dialect: Dialect,
  errors: InputErrors,
): (operation: string, input: unknown) => unknown {
  const readers = new Map<string, Reader>();
  const checkers = new Map<string, Check>();
  const operations = new Map<string, { read: Reader; check: Check } | undefined>();
  const make = (operation: string) => {
    const name = model.operations[operation]?.input?.shape;
    const made =
      name === undefined
        ? undefined
        : {
            read: structureReader(model, name, dialect, errors.malformed, readers),
            check: constraintChecker(model, name, dialect, checkers),
          };
    operations.set(operation, made);
    return made;
  };
  return (operation, input) => {
    const made = operations.get(operation) ?? make(operation);
    if (!made) return input;
    const value = made.read(input);
    errors.first?.(operation, value as Record<string, unknown>);
    const problems: string[] = [];
    made.check(value, undefined, problems);
    if (problems.length === 0) return value;
    throw errors.invalid(detected(problems));
  };
}
